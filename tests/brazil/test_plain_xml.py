from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil import plain_xml
from esteio.brazil.errors import InvalidXml

SPACE = "urn:x"
ROOT = f'<a xmlns="{SPACE}">%s</a>'

HOSTILE = {
    "an entity of the outside": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a xmlns="urn:x">&e;</a>',
    "a document type of the outside": '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a xmlns="urn:x"/>',
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;]><a xmlns="urn:x"/>',
    "a billion laughs": "<!DOCTYPE a ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    + ']><a xmlns="urn:x">&e9;</a>',
    "a quadratic blow-up": f'<!DOCTYPE a [<!ENTITY e "{"x" * 50_000}">]><a xmlns="urn:x">{"&e;" * 50_000}</a>',
    "an entity without a declaration": '<a xmlns="urn:x">&e;</a>',
}


class TestRefused:
    @pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE.keys())
    def test_what_unfolds_or_fetches_is_refused_at_once(self, document: str) -> None:
        began = time.perf_counter()
        with pytest.raises(InvalidXml):
            plain_xml.parse(document.encode(), SPACE)
        assert time.perf_counter() - began < 1

    @pytest.mark.parametrize(
        "document",
        ["", "   ", "texto", "<a", "<a></b>", "<a/><b/>", '{"a": 1}', "<a>\x00</a>", "<a b='1' b='2'/>", "<x:a/>"],
    )
    def test_what_is_no_xml(self, document: str) -> None:
        with pytest.raises(InvalidXml, match="XML"):
            plain_xml.parse(document.encode(), SPACE)

    @pytest.mark.parametrize("root", ["<a/>", '<a xmlns="urn:y"/>', '<x:a xmlns:x="urn:y" xmlns="urn:x"/>'])
    def test_another_namespace(self, root: str) -> None:
        with pytest.raises(InvalidXml, match="outro tipo"):
            plain_xml.parse(root.encode(), SPACE)

    def test_another_encoding(self) -> None:
        document = '<?xml version="1.0" encoding="ISO-8859-1"?>' + ROOT % "São Paulo"
        with pytest.raises(InvalidXml, match="UTF-8"):
            plain_xml.parse(document.encode("latin-1"), SPACE)
        with pytest.raises(InvalidXml, match="UTF-8"):
            plain_xml.parse(document.encode("utf-16"), SPACE)

    def test_ten_megabytes_are_not_read(self) -> None:
        with pytest.raises(InvalidXml, match="4 MB"):
            plain_xml.parse((ROOT % ("x" * 10_000_000)).encode(), SPACE)

    def test_depth(self) -> None:
        most = plain_xml.MAX_DEPTH - 1
        plain_xml.parse((ROOT % ("<b>" * most + "</b>" * most)).encode(), SPACE)
        with pytest.raises(InvalidXml, match="profundo"):
            plain_xml.parse((ROOT % ("<b>" * 1_000_00 + "</b>" * 1_000_00)).encode(), SPACE)

    def test_the_number_of_elements(self) -> None:
        with pytest.raises(InvalidXml, match="grande"):
            plain_xml.parse((ROOT % ("<b/>" * plain_xml.MAX_ELEMENTS)).encode(), SPACE)

    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        with contextlib.suppress(InvalidXml):
            plain_xml.parse(data, SPACE)

    @given(st.text(alphabet="<>/ab&;!?[]\"'= \n-CDAT:xmlnsur", max_size=200))
    def test_anything_that_looks_like_xml_is_read_or_refused(self, text: str) -> None:
        with contextlib.suppress(InvalidXml):
            plain_xml.parse((ROOT % text).encode(), SPACE)


class TestRead:
    def test_elements_texts_and_attributes(self) -> None:
        root = plain_xml.parse((ROOT % '<b n="1"> x &amp; <!-- y --><![CDATA[<z>]]>\n</b><b/>').encode(), SPACE)
        assert [child.attributes for child in root.all("b")] == [{"n": "1"}, {}]
        assert root.value("b") == "x & <z>"
        assert root.value("c/d") == ""

    def test_a_path_goes_on_where_its_first_step_leads_nowhere(self) -> None:
        root = plain_xml.parse((ROOT % "<b/><b><c><d>1</d></c></b>").encode(), SPACE)
        assert root.value("b/*/d") == "1"

    def test_elements_of_other_namespaces_are_left_out_with_what_is_in_them(self) -> None:
        inside = f'<s xmlns="urn:y">1<a xmlns="{SPACE}">2</a></s><b>3</b>'
        root = plain_xml.parse((ROOT % inside).encode(), SPACE)
        assert [child.name for child in root.children] == ["b"]
        assert root.text == ""

    def test_the_prefix_does_not_matter(self) -> None:
        root = plain_xml.parse(f'<n:a xmlns:n="{SPACE}"><n:b>1</n:b></n:a>'.encode(), SPACE)
        assert (root.name, root.value("b")) == ("a", "1")

    def test_a_byte_order_mark_before_it(self) -> None:
        assert plain_xml.parse(b"\xef\xbb\xbf" + (ROOT % "ç").encode(), SPACE).text == "ç"
