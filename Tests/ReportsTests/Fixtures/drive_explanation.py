"""Drives pages of explanations in headless Chromium, as a reader would.

    pip install playwright
    python drive_explanation.py FOLDER [--screenshots OUT] [--chromium /usr/bin/chromium]

FOLDER is what `cine explain --out` wrote. For each page: the console stays empty, nothing is fetched, sliders, keys, wheel
and bars move pixels, and the judgement is saved as JSON. Exits with 1 where one of these fails.
"""

import argparse
import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

PIXELS = "() => [...document.querySelectorAll('#panes canvas')].map((canvas) => canvas.toDataURL()).join()"


def check(page, kind, results):
    def changes(name, action):
        before = page.evaluate(PIXELS)
        action()
        page.wait_for_timeout(120)
        results[name] = page.evaluate(PIXELS) != before

    def slide(identifier, value):
        page.eval_on_selector(
            f"#{identifier}",
            "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })); }",
            str(value))

    canvas = page.locator("#panes canvas").first
    canvas.focus()
    changes("opacity moves pixels", lambda: slide("opacity", 95))
    changes("threshold moves pixels", lambda: slide("threshold", 60))
    changes("window moves pixels", lambda: slide("width", 90))
    changes("level moves pixels", lambda: slide("level", 60))
    changes("key w resets the window", lambda: page.keyboard.press("w"))
    slide("threshold", 20)
    changes("key o hides the map", lambda: page.keyboard.press("o"))
    changes("key o shows it again", lambda: page.keyboard.press("o"))
    changes("key m takes the next method", lambda: page.keyboard.press("m"))
    changes("key [ makes it fainter", lambda: page.keyboard.press("["))
    if kind != "image":
        canvas.focus()
        changes("arrow keys move the slice", lambda: page.keyboard.press("ArrowDown"))
        box = canvas.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
        changes("the wheel moves the slice", lambda: page.mouse.wheel(0, 120))
    if kind == "volume":
        changes("a click moves the cross", lambda: page.mouse.click(box["x"] + 30, box["y"] + 40))
        if page.locator("#convention-name").count():
            changes("key c turns left and right", lambda: page.keyboard.press("c"))
            page.keyboard.press("c")
    if kind == "clip":
        changes("space plays", lambda: (page.keyboard.press(" "), page.wait_for_timeout(400)))
        page.keyboard.press(" ")
    if page.locator("[data-steps]").count():
        last = page.locator("[data-steps] .catch").last
        last.scroll_into_view_if_needed()
        changes("a bar leads there", lambda: last.click())
    page.locator("input[value=disagree]").check()
    page.locator("#comment").fill("<b>not</b> convinced")
    with page.expect_download() as download:
        page.locator("#save").click()
    saved = json.loads(pathlib.Path(download.value.path()).read_text())
    results["the judgement is saved"] = saved["judgement"] == "disagree" and saved["comment"] == "<b>not</b> convinced"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    failed = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for file in sorted(options.folder.rglob("*.html")):
            name = str(file.relative_to(options.folder)).replace("/", "-").removesuffix(".html")
            results, trouble = {}, []
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.on("console", lambda message: trouble.append(message.text))
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or trouble.append(request.url))
            page.goto(file.resolve().as_uri())
            if page.locator("#panes").count():
                page.wait_for_selector("html[data-ready=yes]", timeout=60_000)
                kind = page.evaluate("() => JSON.parse(document.getElementById('data').textContent).kind")
                page.wait_for_timeout(300)
                shoot(page, options.screenshots, name)
                check(page, kind, results)
            else:
                shoot(page, options.screenshots, name)
                rows = lambda: page.locator(".scans tbody tr:visible").count()
                before, first = rows(), page.locator(".scans tbody th").first.inner_text()
                page.select_option("#state", "failed")
                results["the filter leaves failures"] = 0 < rows() < before
                page.select_option("#state", "")
                page.locator(".scans th button").first.click()
                page.locator(".scans th button").first.click()
                results["a heading sorts"] = page.locator(".scans tbody th").first.inner_text() != first
            results["the console is empty and nothing is fetched"] = not trouble
            failed |= not all(results.values())
            print(name, "ok" if all(results.values()) else [key for key, passed in results.items() if not passed], trouble or "")
            page.close()
        browser.close()
    sys.exit(failed)


def shoot(page, folder, name):
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"{name}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, print_background=True)


main()
