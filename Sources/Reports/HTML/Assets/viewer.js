// The viewer of one explanation. All that it shows stands on the page; it fetches nothing and sends nothing.
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const view = { voxel: [...data.start.voxel], map: data.start.map, box: null, level: 127.5, width: 255, playing: 0 };
  function number(value) {
    const size = Math.abs(value);
    return size >= 100 ? value.toFixed(0) : size >= 0.001 ? value.toPrecision(3) : value ? value.toExponential(2) : "0";
  }
  document.documentElement.classList.add("scripted");

  // Pictures: samples as RGBA, and where those of voxel index n along an axis begin.

  function samples(image) {
    const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  }
  const list = (count, offset) => Int32Array.from({ length: count }, (_, index) => 4 * offset(index));

  function openStack(image) {
    const { columns, rows, slices, across } = data.stack, width = columns * across;
    return { samples: samples(image), offsets: [list(columns, (a) => a), list(rows, (b) => b * width),
      list(slices, (c) => Math.floor(c / across) * rows * width + (c % across) * columns)] };
  }
  function openSlice(image, axis) {
    const [low, high] = [0, 1, 2].filter((other) => other !== axis), offsets = [];
    offsets[low] = list(image.naturalWidth, (a) => a);
    offsets[high] = list(image.naturalHeight, (b) => b * image.naturalWidth);
    offsets[axis] = list(1, () => 0);
    return { samples: samples(image), offsets };
  }
  let stack;
  const slices = new Map(data.leading.map(({ axis, index }, place) => [axis + "/" + index, { axis, place }]));

  // The slice `index` of a plane in grey or colour, windowed; between the stack's slices by linear interpolation.
  function picture(plane, index) {
    const full = slices.get(plane.axis + "/" + index);
    if (full && !full.source) full.source = openSlice(find("leading-" + full.place), full.axis);
    const source = full?.source ?? stack, { offsets, samples } = source;
    const [across, down, through] = [plane.across.axis, plane.down.axis, plane.axis].map((axis) => offsets[axis]);
    const place = clamp((index + 0.5) * through.length / data.size[plane.axis] - 0.5, 0, through.length - 1);
    const low = Math.floor(place), share = place - low, first = through[low], second = through[Math.min(low + 1, through.length - 1)];
    const levels = Uint8ClampedArray.from({ length: 256 }, (_, value) => 255 * (value - view.level) / view.width + 127.5);
    const result = new ImageData(across.length, down.length);
    for (let y = 0, to = 0; y < down.length; y++) {
      for (let x = 0; x < across.length; x++, to += 4) {
        const from = across[x] + down[y];
        for (let channel = 0; channel < 3; channel++) {
          const value = samples[from + first + channel] * (1 - share) + samples[from + second + channel] * share;
          result.data[to + channel] = levels[Math.round(value)];
        }
        result.data[to + 3] = 255;
      }
    }
    return result;
  }

  // Maps: coarse values, read between cell centres by linear interpolation.

  const scales = {
    magnitude: [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]],  // viridis
    signed: [[0, 60, 120], [86, 180, 233], [245, 245, 245], [240, 150, 70], [150, 50, 0]],  // blue: against, orange: for
  };
  function colour(sign, value) {  // value: 0…1 or −1…1
    const stops = scales[sign], place = (sign === "signed" ? (value + 1) / 2 : value) * (stops.length - 1);
    const low = clamp(Math.floor(place), 0, stops.length - 2);
    return stops[low].map((start, channel) => start + (stops[low + 1][channel] - start) * (place - low));
  }
  for (const map of data.maps) {
    if (map.values) map.values = Int8Array.from(atob(map.values), (character) => character.charCodeAt(0));
  }
  // The map's value at a voxel, −1…1; null outside.
  function valueAt(map, voxel) {
    const counts = [map.columns, map.rows, map.slices], lows = [], shares = [];
    for (let axis = 0; axis < 3; axis++) {
      const row = 4 * axis, m = map.cell;
      const place = m[row] * voxel[0] + m[row + 1] * voxel[1] + m[row + 2] * voxel[2] + m[row + 3];
      if (!(place >= -0.501 && place <= counts[axis] - 0.499)) return null;
      const inside = clamp(place, 0, counts[axis] - 1);
      lows[axis] = Math.min(Math.floor(inside), Math.max(counts[axis] - 2, 0));
      shares[axis] = inside - lows[axis];
    }
    let sum = 0;
    for (let corner = 0; corner < 8; corner++) {
      let weight = 1, at = 0, step = 1;
      for (let axis = 0; axis < 3; axis++) {
        const up = (corner >> axis) & 1;
        weight *= up ? shares[axis] : 1 - shares[axis];
        at += (lows[axis] + up) * step;
        step *= counts[axis];
      }
      if (weight > 0) sum += weight * map.values[at];
    }
    return sum / 127;
  }
  const shown = () => find("overlay").checked ? data.maps[view.map] : undefined;

  function overlay(plane, index) {
    const map = shown();
    if (!map?.values) return null;
    const [width, height] = [plane.across.axis, plane.down.axis].map((axis) => Math.min(stack.offsets[axis].length, 256));
    const result = new ImageData(width, height), threshold = find("threshold").value / 100, opacity = find("opacity").value / 100;
    const voxel = [];
    voxel[plane.axis] = index;
    for (let y = 0, to = 0; y < height; y++) {
      voxel[plane.down.axis] = (y + 0.5) * data.size[plane.down.axis] / height - 0.5;
      for (let x = 0; x < width; x++, to += 4) {
        voxel[plane.across.axis] = (x + 0.5) * data.size[plane.across.axis] / width - 0.5;
        const value = valueAt(map, voxel), strength = Math.abs(value ?? 0);
        if (strength <= threshold || (map.sign === "magnitude" && value < 0)) continue;
        result.data.set(colour(map.sign, value), to);
        result.data[to + 3] = 255 * opacity * Math.min(1, (strength - threshold) / 0.15);
      }
    }
    return result;
  }

  // Drawing.

  const step = (axis) => data.spacing?.[axis] ?? 1;
  const flipped = (plane) => [plane.across.flipped !== (plane.leftRight && find("convention").checked), plane.down.flipped];
  function asCanvas(image) {
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").putImageData(image, 0, 0);
    return canvas;
  }
  function write(context, text, x, y, align, size) {
    Object.assign(context, { font: `600 ${size}px system-ui, sans-serif`, textAlign: align, lineWidth: size / 5, strokeStyle: "#000", fillStyle: "#fff" });
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  function paint(canvas, plane, index) {
    const { width, height } = canvas, context = canvas.getContext("2d"), [across, down] = flipped(plane);
    const place = () => context.setTransform(across ? -1 : 1, 0, 0, down ? -1 : 1, across ? width : 0, down ? height : 0);
    const map = shown(), above = overlay(plane, index);
    context.imageSmoothingQuality = "high";
    place();
    context.drawImage(asCanvas(picture(plane, index)), 0, 0, width, height);
    if (above) context.drawImage(asCanvas(above), 0, 0, width, height);
    if (view.box && data.kind === "image") {
      const [x0, y0, x1, y1] = view.box, [sx, sy] = [width / data.size[0], height / data.size[1]];
      Object.assign(context, { strokeStyle: "#e69f00", lineWidth: 3 });
      context.strokeRect(x0 * sx, y0 * sy, (x1 - x0) * sx, (y1 - y0) * sy);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (map?.stamp) write(context, map.stamp, width / 2, height / 2, "center", Math.max(width / 18, 11));
  }
  function annotate(pane) {
    const { canvas, plane } = pane, { width, height } = canvas, context = canvas.getContext("2d"), [across, down] = flipped(plane);
    const size = Math.max(20, width / 34);
    if (data.planes.length > 1) {
      const x = (view.voxel[plane.across.axis] + 0.5) / data.size[plane.across.axis] * width;
      const y = (view.voxel[plane.down.axis] + 0.5) / data.size[plane.down.axis] * height;
      Object.assign(context, { strokeStyle: "rgb(255 255 255 / .55)", lineWidth: 1 });
      context.beginPath();
      const cx = across ? width - x : x, cy = down ? height - y : y;
      for (const [from, to] of [[[cx, 0], [cx, cy - 9]], [[cx, cy + 9], [cx, height]], [[0, cy], [cx - 9, cy]], [[cx + 9, cy], [width, cy]]]) {
        context.moveTo(...from);
        context.lineTo(...to);
      }
      context.stroke();
    }
    if (plane.marks) {
      const [left, right, top, bottom] = plane.marks, turned = plane.leftRight && find("convention").checked;
      write(context, turned ? right : left, 8, height / 2 + size / 3, "left", size);
      write(context, turned ? left : right, width - 8, height / 2 + size / 3, "right", size);
      write(context, top, width / 2, size + 4, "center", size);
      write(context, bottom, width / 2, height - 8, "center", size);
    }
    if (data.size[plane.axis] > 1) write(context, `${plane.name} ${view.voxel[plane.axis]}`, 8, size + 4, "left", size * 0.85);
    if (data.spacing) {
      const scale = width / (data.size[plane.across.axis] * step(plane.across.axis));
      const length = [1, 2, 5, 10, 20, 50, 100, 200].filter((mm) => mm * scale < width / 3).pop();
      if (length) {
        context.fillStyle = "#000"; context.fillRect(width - 13 - length * scale, height - 19, length * scale + 2, 7);
        context.fillStyle = "#fff"; context.fillRect(width - 12 - length * scale, height - 18, length * scale, 5);
        write(context, `${length} mm`, width - 12 - length * scale / 2, height - 25, "center", size * 0.75);
      }
    }
  }

  const panes = [...document.querySelectorAll("#panes canvas")].map((canvas, place) => ({ canvas, plane: data.planes[place] }));
  const small = [...document.querySelectorAll("#gallery canvas")].map((canvas) =>
    ({ canvas, plane: data.planes.find((plane) => plane.axis === +canvas.dataset.axis), index: +canvas.dataset.index }));
  let active = panes[0], pending = 0, stale = true;

  function drawNow() {
    pending = 0;
    for (const pane of panes) { paint(pane.canvas, pane.plane, view.voxel[pane.plane.axis]); annotate(pane); }
    if (stale && !view.playing) { for (const { canvas, plane, index } of small) paint(canvas, plane, index); stale = false; }
  }
  function draw(all) {
    stale ||= all;
    pending ||= requestAnimationFrame(drawNow);
  }
  function fit(canvas, plane, longest) {
    const [width, height] = [plane.across.axis, plane.down.axis].map((axis) => data.size[axis] * step(axis));
    const scale = longest / Math.max(width, height);
    Object.assign(canvas, { width: Math.max(Math.round(width * scale), 16), height: Math.max(Math.round(height * scale), 16) });
  }

  // Moving.

  function show(axis, index) {
    view.voxel[axis] = clamp(Math.round(index), 0, data.size[axis] - 1);
    const slider = find("slice-" + axis);
    if (slider) { slider.value = view.voxel[axis]; find("slice-" + axis + "-at").value = `${view.voxel[axis]} of 0–${data.size[axis] - 1}`; }
    mark();
    draw(false);
  }
  function mark() {  // the step of the sequence that the slice is closest to
    const cursor = find("cursor");
    if (!cursor || data.steps.axis == null) return;
    const distance = (item) => Math.abs(item.index - view.voxel[data.steps.axis]);
    const nearest = data.steps.items.reduce((best, item) => distance(item) < distance(best) ? item : best);
    cursor.setAttribute("x1", nearest.x);
    cursor.setAttribute("x2", nearest.x);
  }
  function jump(item) {
    if (data.steps.axis != null) show(data.steps.axis, item.index);
    view.box = item.box ?? null;
    draw(true);
  }
  function choose(place) {
    view.map = place;
    const map = data.maps[place];
    if (!map) return;
    find("method").value = place;
    find("state").textContent = map.note;
    find("scale").hidden = !map.values;
    if (map.values) {
      const bar = find("bar"), context = bar.getContext("2d"), isSigned = map.sign === "signed";
      for (let x = 0; x < bar.width; x++) {
        context.fillStyle = `rgb(${colour(map.sign, isSigned ? 2 * x / (bar.width - 1) - 1 : x / (bar.width - 1)).map(Math.round)})`;
        context.fillRect(x, 0, 1, bar.height);
      }
      find("bar-low").textContent = isSigned ? `−${number(map.scale)} against` : "0";
      find("bar-high").textContent = isSigned ? `for ${number(map.scale)}` : number(map.scale);
    }
    draw(true);
  }
  function play(on) {
    clearInterval(view.playing);
    const axis = panes[0].plane.axis;
    view.playing = on ? setInterval(() => show(axis, (view.voxel[axis] + 1) % data.size[axis]), 1000 / find("speed").value) : 0;
    find("play").textContent = on ? "Pause" : "Play";
    draw(false);
  }
  function voxelAt(pane, event) {
    const frame = pane.canvas.getBoundingClientRect(), [across, down] = flipped(pane.plane), voxel = [...view.voxel];
    const x = (event.clientX - frame.left) / frame.width, y = (event.clientY - frame.top) / frame.height;
    const index = (share, axis) => clamp(Math.floor(share * data.size[axis]), 0, data.size[axis] - 1);
    voxel[pane.plane.across.axis] = index(across ? 1 - x : x, pane.plane.across.axis);
    voxel[pane.plane.down.axis] = index(down ? 1 - y : y, pane.plane.down.axis);
    return voxel;
  }
  function read(voxel) {
    const a = data.affine, map = shown(), value = map?.values ? valueAt(map, voxel) : null;
    const world = a && [0, 4, 8].map((row) => (a[row] * voxel[0] + a[row + 1] * voxel[1] + a[row + 2] * voxel[2] + a[row + 3]).toFixed(1));
    const place = data.kind === "image" ? `Pixel (${voxel[0]}, ${voxel[1]})` : `Voxel (${voxel.join(", ")})`;
    find("readout").textContent = place + (world ? `, world (${world.join(", ")}) mm RAS` : "")
      + (value == null ? "" : `, map ${number(value * map.scale)}`);
  }
  function setWindow(level, width) {
    [view.level, view.width] = [clamp(level, 0, 255), clamp(width, 1, 510)];
    [find("level").value, find("width").value] = [view.level, view.width];
    const [low, high] = data.window ?? [0, 255], unit = (high - low) / 255;
    find("level-at").value = number(low + view.level * unit);
    find("width-at").value = number(view.width * unit);
    draw(true);
  }

  // Controls.

  for (const pane of panes) {
    const { canvas, plane } = pane;
    canvas.addEventListener("focus", () => { active = pane; });
    canvas.addEventListener("wheel", (event) => {
      if (data.size[plane.axis] < 2) return;
      event.preventDefault();
      active = pane;
      show(plane.axis, view.voxel[plane.axis] + Math.sign(event.deltaY));
    }, { passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    const move = (event) => {
      const voxel = voxelAt(pane, event);
      read(voxel);
      if (event.buttons & 2) setWindow(view.level + event.movementY / 2, view.width + event.movementX);
      if (event.buttons & 1 && data.planes.length > 1) for (const axis of [0, 1, 2]) if (axis !== plane.axis) show(axis, voxel[axis]);
    };
    canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); canvas.focus({ preventScroll: true }); move(event); });
    canvas.addEventListener("pointermove", move);
  }
  for (const axis of [0, 1, 2]) find("slice-" + axis)?.addEventListener("input", (event) => show(axis, +event.target.value));
  for (const id of ["opacity", "threshold", "overlay", "convention"]) find(id).addEventListener("input", () => { report(); draw(true); });
  for (const id of ["level", "width"]) find(id).addEventListener("input", () => setWindow(+find("level").value, +find("width").value));
  find("window-reset").addEventListener("click", () => setWindow(127.5, 255));
  find("method")?.addEventListener("input", (event) => choose(+event.target.value));
  find("play")?.addEventListener("click", () => play(!view.playing));
  find("speed")?.addEventListener("input", () => { report(); if (view.playing) play(true); });
  find("gallery")?.addEventListener("click", (event) => {
    const canvas = event.target.closest("button")?.querySelector("canvas");
    if (canvas) show(+canvas.dataset.axis, +canvas.dataset.index);
  });
  for (const chart of document.querySelectorAll("[data-steps]")) {
    chart.addEventListener("click", (event) => {
      const bar = event.target.closest("[data-step]");
      if (bar) jump(data.steps.items[+bar.dataset.step]);
    });
  }
  function report() {
    find("opacity-at").value = find("opacity").value + " %";
    find("threshold-at").value = find("threshold").value + " % of the scale";
    if (find("speed")) find("speed-at").value = find("speed").value + " frames/s";
    const convention = find("convention-name");
    if (convention) convention.textContent = find("convention").checked ? "neurological: left of the picture is the patient’s left"
      : "radiological: left of the picture is the patient’s right";
  }
  const nudge = (id, by) => { find(id).value = +find(id).value + by; report(); draw(true); };
  const keys = {
    ArrowUp: () => show(active.plane.axis, view.voxel[active.plane.axis] + 1),
    ArrowDown: () => show(active.plane.axis, view.voxel[active.plane.axis] - 1),
    PageUp: () => show(active.plane.axis, view.voxel[active.plane.axis] + 10),
    PageDown: () => show(active.plane.axis, view.voxel[active.plane.axis] - 10),
    m: () => data.maps.length && choose((view.map + 1) % data.maps.length),
    o: () => { find("overlay").checked = !find("overlay").checked; draw(true); },
    "[": () => nudge("opacity", -10),
    "]": () => nudge("opacity", 10),
    c: () => { if (find("convention-name")) { find("convention").checked = !find("convention").checked; report(); draw(true); } },
    w: () => setWindow(127.5, 255),
    p: () => data.start.voxel.forEach((index, axis) => show(axis, index)),
    ...(find("play") ? { " ": () => play(!view.playing) } : {}),
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("select, textarea, input[type=text]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const isNative = event.key.length > 1 ? !event.target.closest("canvas") : event.key === " " && event.target.closest("input, button, summary, a");
    if (!Object.hasOwn(keys, event.key) || isNative) return;
    event.preventDefault();
    keys[event.key]();
  });

  // The reader's judgement, saved where the reader wants it.

  find("save").addEventListener("click", () => {
    const judgement = { ...data.record, judgement: document.querySelector("[name=judgement]:checked")?.value ?? null,
      reader: find("reader-name").value, comment: find("comment").value, judged: new Date().toISOString(),
      shown: { method: data.maps[view.map]?.name ?? null, voxel: view.voxel } };
    const url = URL.createObjectURL(new Blob([JSON.stringify(judgement, null, 2) + "\n"], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: data.record.file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    find("saved").textContent = "Handed to the browser as " + data.record.file;
  });

  const images = [...document.querySelectorAll("img.source")];
  Promise.all(images.map((image) => image.decode())).then(() => {
    stack = openStack(find("stack"));
    for (const { canvas, plane } of panes) fit(canvas, plane, canvas === panes[0].canvas ? 760 : 420);
    for (const { canvas, plane } of small) fit(canvas, plane, 240);
    report();
    setWindow(127.5, 255);
    choose(view.map);
    view.voxel.forEach((index, axis) => show(axis, index));
    document.documentElement.dataset.ready = "yes";
  });
}
