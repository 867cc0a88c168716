"""Draws page 1 of a demo proposal, beside a running `make run`: `.venv/bin/python docs/images/draw_proposal.py`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import httpx
import typst

PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#image("proposal.pdf", page: 1, width: 210mm)
"""
PIXELS_PER_INCH = 110


def main(address: str) -> None:
    """Take the newest proposal that is with a client, as a PDF, and draw its first page."""
    with httpx.Client(base_url=address, timeout=30) as http:
        account = {"email": "admin@arcflow.com", "password": "123456"}
        token = http.post("/api/auth/login", json=account).raise_for_status().json()["token"]
        http.headers["Authorization"] = f"Bearer {token}"
        sent = http.get("/api/orcamentos", params={"status": "ENVIADO"}).raise_for_status().json()["data"]
        pdf = http.get(f"/api/orcamentos/{sent[0]['id']}/proposal.pdf").raise_for_status().content
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "proposal.pdf").write_bytes(pdf)
        page = Path(folder) / "page.typ"
        page.write_text(PAGE)
        png = typst.compile(page, format="png", ppi=PIXELS_PER_INCH)
    Path(__file__).with_name("proposal.png").write_bytes(png)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:3000")
