"""Take the pictures of the guides anew: the HTML report of invented forms, in real Chromium.

make pictures
"""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from perfcheck.__main__ import main

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class Picture(NamedTuple):
    """What is checked, on a screen of which size (pixels), and whether it is dark."""

    name: str
    form: str
    width: int
    height: int
    dark: bool = False


PICTURES = (
    Picture("report-page", "defects/department-target.txt", 1280, 860),
    Picture("report-phone", "defects/department-target.txt", 390, 780, dark=True),
    Picture("report-season", "defects", 1280, 860),
)


def take(picture: Picture, browser: webdriver.Chrome, folder: Path) -> None:
    """Write one picture beside this file."""
    page = folder / f"{picture.name}.html"
    main(["lint", picture.form, "--format", "html", "--output", str(page), "--lang", "zh"])
    size = {"width": picture.width, "height": picture.height, "deviceScaleFactor": 1}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size | {"mobile": False})
    scheme = {"name": "prefers-color-scheme", "value": "dark" if picture.dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get(page.as_uri())
    browser.save_screenshot(str(HERE / f"{picture.name}.png"))


def run() -> None:
    """Take them all; the examples are checked from their own folder, so that names are short."""
    import os

    os.chdir(EXAMPLES)
    options = webdriver.ChromeOptions()
    with tempfile.TemporaryDirectory() as folder:
        for flag in (*FLAGS, f"--user-data-dir={folder}/profile"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=Service())
        try:
            for picture in PICTURES:
                take(picture, browser, Path(folder))
        finally:
            browser.quit()


if __name__ == "__main__":
    sys.exit(run())
