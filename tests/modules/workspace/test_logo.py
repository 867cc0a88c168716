"""The logo: what could not be printed later is refused when it is chosen."""

from __future__ import annotations

import hashlib

import pytest
from tests.factories import Person, World
from tests.security.inhabited import PNG


async def uploaded_logo(owner: Person, data: bytes, kind: str = "png") -> str:
    """The id of a confirmed file."""
    ticket = {
        "name": f"logo.{kind}",
        "contentType": f"image/{kind}",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "thing": "logo",
    }
    upload = (await owner.post("/api/files", json=ticket)).json()
    await owner.client.request(upload["method"], upload["url"], content=data, headers=upload["headers"])
    assert (await owner.post(f"/api/files/{upload['id']}/confirm")).status_code == 200
    return upload["id"]


class TestLogo:
    async def test_is_set_and_taken_off(self, world: World) -> None:
        owner = await world.organisation()
        file_id = await uploaded_logo(owner, PNG)
        for body in ({"fileId": file_id}, {"fileId": None}):
            assert (await owner.put("/api/organisation/logo", json=body)).status_code == 200

    @pytest.mark.parametrize(
        ("data", "kind", "reason"),
        [
            (PNG.replace(b"IHDR\x00\x00\x00\x10", b"IHDR\x00\x00\x00\x01"), "png", "1 x 16"),
            (PNG + bytes(1_048_576), "png", "1 MB"),
            (b"GIF89a\x10\x00\x10\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;", "gif", "PNG, JPEG ou WebP"),
        ],
    )
    async def test_what_cannot_be_printed_is_refused(self, world: World, data: bytes, kind: str, reason: str) -> None:
        owner = await world.organisation()
        file_id = await uploaded_logo(owner, data, kind)
        refused = await owner.put("/api/organisation/logo", json={"fileId": file_id})
        assert refused.status_code == 422
        assert reason in refused.json()["fields"]["fileId"]
