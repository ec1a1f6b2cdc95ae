"""What stands around the body of a Word file: paper, styles, head and foot of every page, properties."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Mm

from simulator.model.mark import Mark
from simulator.report.document import Document
from simulator.report.render.word_styles import NUMBERING, styles
from simulator.report.render.xml import FOOT, MARK_ROOM, NAMESPACES, escaped, words

TEXT_WIDTH = 9921
"""Between the margins, in twentieths of a point: 175 mm, as wide as a picture."""
_MODE = "w:compat/w:compatSetting[@w:name='compatibilityMode']"
_NEWEST = "15"
"""Word 2013 and later: a file of an earlier mode is opened as an old one."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same report is the same file."""


def framed(page: Document) -> WordFile:
    """A file without a body yet, on A4."""
    file = docx.Document()
    _drop(file.part.package.rels, "thumbnail")
    _drop(file.part.rels, "stylesWithEffects", "customXml")
    _fill(file.styles.element, styles(page.language))
    _fill(file.part.numbering_part.element, NUMBERING)
    for mode in file.settings.element.xpath(_MODE):
        mode.set(qn("w:val"), _NEWEST)
    _paper(file.sections[0])
    _head_and_foot(file.sections[0], page)
    _properties(file, page)
    return file


def saved(file: WordFile, body: str) -> bytes:
    """The file with a body, with nothing of the hour in it. A body is parsed in its place: to move it takes minutes."""
    whole = f"<w:document {NAMESPACES}><w:body>{body}{file.element.body.sectPr.xml}</w:body></w:document>"
    file.part._element = parse_xml(whole)
    dated, undated = BytesIO(), BytesIO()
    file.save(dated)
    with ZipFile(dated) as made, ZipFile(undated, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(ZipInfo(name, _ALWAYS), made.read(name), ZIP_DEFLATED)
    return undated.getvalue()


def embedded(file: WordFile, mark: Mark, said: str) -> str:
    """An organisation's mark as a run of text; the picture goes into the file."""
    inline = file.part.new_pic_inline(BytesIO(mark.png), *map(Mm, mark.within(*MARK_ROOM)))
    inline.docPr.set("descr", words(said))
    return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"


def _drop(relations: Any, *kinds: str) -> None:
    """Parts of the library's own template that say nothing of ours."""
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] in kinds:
            del relations[key]


def _fill(element: Any, xml: str) -> None:
    """Puts this in the place of all that an element holds."""
    for old in list(element):
        element.remove(old)
    for new in list(parse_xml(f"<w:filled {NAMESPACES}>{xml}</w:filled>")):
        element.append(new)


def _paper(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17.5)
    section.top_margin, section.bottom_margin = Mm(19), Mm(17)
    section.header_distance = section.footer_distance = Mm(8)


def _head_and_foot(section: Section, page: Document) -> None:
    """The banner over every page, with the draft's mark; below it the title and the number of the page."""
    if page.banner:
        draft = f" · {page.draft}" if page.draft else ""
        _fill(section.header._element, _line("Header", f"<w:r><w:t>{escaped(page.banner + draft)}</w:t></w:r>"))
    field = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    number = f'{field.format("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field.format("NUMPAGES")}'
    title = f"<w:r><w:t>{escaped(page.title[:FOOT])}</w:t></w:r><w:r><w:tab/></w:r>"
    _fill(section.footer._element, _line("Footer", title + number))


def _line(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _properties(file: WordFile, page: Document) -> None:
    """A document's title and language; a library's name and date go, as they are not the report's."""
    told = file.core_properties
    for element in list(told._element):
        told._element.remove(element)
    told.title, told.subject, told.language = words(page.title)[:255], words(page.kind)[:255], page.language
