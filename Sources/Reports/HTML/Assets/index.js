// Sorting and filtering of the list of scans. Without it, the list stands in the order of the run.
"use strict";
{
  const table = document.querySelector(".scans"), body = table.tBodies[0], rows = [...body.rows];
  const find = (id) => document.getElementById(id);
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  document.documentElement.classList.add("scripted");

  table.tHead.addEventListener("click", (event) => {
    const heading = event.target.closest("th");
    if (!event.target.closest("button")) return;
    const descending = heading.ariaSort === "ascending";
    for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
    heading.ariaSort = descending ? "descending" : "ascending";
    const order = new Intl.Collator(undefined, { numeric: true }), isNumeric = heading.dataset.kind !== "text";
    rows.sort((a, b) => {
      const [one, two] = [key(a, heading.cellIndex), key(b, heading.cellIndex)];
      const difference = isNumeric ? one - two : order.compare(one, two);
      return descending ? -difference : difference;
    });
    body.append(...rows);
  });

  function filter() {
    const words = find("search").value.toLowerCase(), name = find("class").value, state = find("state").value;
    let count = 0;
    for (const row of rows) {
      row.hidden = !(row.cells[0].textContent.toLowerCase().includes(words) && (!name || row.dataset.class === name)
        && (!state || row.dataset.state.split(" ").includes(state)));
      count += !row.hidden;
    }
    find("count").textContent = `${count} of ${rows.length} shown`;
  }
  for (const id of ["search", "class", "state"]) find(id).addEventListener("input", filter);
  filter();

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing) { event.preventDefault(); find("search").focus(); }
    if (typing || (event.key !== "j" && event.key !== "k")) return;
    const links = rows.filter((row) => !row.hidden).map((row) => row.querySelector("a")).filter(Boolean);
    const place = links.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
    links[Math.min(Math.max(place, 0), links.length - 1)]?.focus();
  });
}
