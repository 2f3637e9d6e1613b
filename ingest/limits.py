"""The tuned numbers of ingest, with what chose them.

Measured on the five notices of the corpus, the two invented ones of the tests and 3,494 Chinese law
files (63 MB). Widths are columns: a Han character or full-width mark counts two.
"""

from __future__ import annotations

# A line of this width or more that ends a sentence is prose; 40 columns are 20 Han characters. The
# shortest body paragraphs of the law files ("第十条 本法自公布之日起施行。") carry markers anyway.
PROSE_COLUMNS = 40
# Without a closing mark only a line this wide is prose: the widest footer address has 140 columns.
OPEN_PROSE_COLUMNS = 170
# A title has at least 4 Han characters; the longest of 3,494 law titles has 122 of them.
TITLE_COLUMNS = (8, 300)
# Below this score a line before the body is no title (menus score under 1, real titles over 3).
TITLE_SCORE = 2.0
# A paragraph shorter than this may repeat on purpose (list items, headings).
DUPLICATE_COLUMNS = 60
# Patterns that may stand anywhere in a line are tried on lines up to this many characters: the
# longest cookie banner seen has 330.
FURNITURE_CHARS = 400
# Run-in headings: the longest of the five notices has 16 words, of Chinese notices 28 characters.
RUN_IN_WORDS = 16
RUN_IN_HAN = 34
# A standalone heading line, numbered or not.
HEADING_COLUMNS = 130
# Hard-wrapped text: the width that nine of ten lines keep to lies in this range; at least so many
# lines go on in the next one, and so large a share of the full lines (those that fall short of the
# width by less than a long word).
WRAP_COLUMNS = (48, 130)
WRAP_CONTINUATIONS = 3
WRAP_FULL = 14
WRAP_SHARE = 0.4
# An indent that this share of the lines has may be that of lines inside paragraphs.
WRAP_INDENT_SHARE = 0.12
# A line is full when the next line's first word would not have fitted within this tolerance.
WRAP_TOLERANCE = 5
# Signals of broken translation that a sentence needs to count as garbled; one alone is a slip
# ("a high level level"), two are not.
GARBLED_SIGNALS = 2
# After a line that opens a page's tail ("Related news") nothing is policy if the prose after it is
# at most this share of the prose before it.
TAIL_SHARE = 0.34
# Length of a work's slug and of a shortened title.
SLUG_CHARS = 60
SHORT_TITLE_CHARS = 90

# Reading a PDF, DOCX or page, in a process of its own: a PDF of 2,000 pages with 1.2 million
# characters took 89 s and 149 MB on two busy cores; more pages are a book, not a notice.
READ_SECONDS = 240
READ_MEMORY_MB = 1536
PDF_PAGES = 2000
# Lines at one edge of a page that may be running ones, on how many pages at least, and on which
# share of them: headers of left and right pages share the pages between them.
EDGE_LINES = 3
EDGE_PAGES = 3
EDGE_SHARE = 0.4
# A text layer with more than this share of characters without meaning is that of a broken font.
PDF_UNREADABLE_SHARE = 0.2
# A line whose Han characters stand apart at this share of their gaps is spread to fill its line.
SPACED_SHARE = 0.8
# What a DOCX may hold unpacked, with its pictures, and one XML part of it. Not measured: far above
# any notice, far below the memory above.
DOCX_UNPACKED_MB = 256
DOCX_XML_MB = 64
DOCX_PARTS = 10_000
# The block that holds a page's text is the smallest one with this share of its prose; a block is a
# menu when at least so many links make up this share of its text. Checked on the pages of the tests
# and on 60 laws and the five notices put into pages: no clause lost.
HTML_CORE_SHARE = 0.85
HTML_MENU_LINKS = 3
HTML_MENU_SHARE = 0.6
