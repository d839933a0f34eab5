"""Arabic lam with alef as two glyphs that look like the one they are usually made into.

A ligature stands for two letters. Where a PDF runs from right to left, readers copy the
two out in the wrong order. Here the lam becomes the whole shape when an alef follows, and
that alef becomes a sliver without ink: each glyph stands for one letter.
"""

from pathlib import Path

from fontTools.otlLib.builder import buildCoverage, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

# The lam at the beginning and in the middle of a word.
LAMS = ("uniFEDF", "uniFEE0")
# What has no width is not copied out at all. In thousandths of the size of type.
SLIVER = 20
IGNORE_MARKS, BASE = 0x8, 1


class Split:
    """The lookups of one font, changed in place."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.table = font["GSUB"].table
        records = self.table.FeatureList.FeatureRecord
        self.features = [each.Feature for each in records if each.FeatureTag == "rlig"]

    def run(self) -> None:
        shapes = self._taken_out()
        slivers = {alef: self._sliver(alef) for alef in shapes}
        singles = {alef: self._lookup([_single(lams)]) for alef, lams in shapes.items()}
        sliver = self._lookup([_single(slivers)])
        lams = [self._chain([], list(shapes[alef]), [alef], singles[alef]) for alef in shapes]
        whole = sorted({shape for found in shapes.values() for shape in found.values()})
        added = [self._lookup(lams), self._lookup([self._chain(whole, list(shapes), [], sliver)])]
        for feature in self.features:
            feature.LookupListIndex += added
            feature.LookupCount = len(feature.LookupListIndex)
        self.table.LookupList.LookupCount = len(self.table.LookupList.Lookup)
        self.font["GDEF"].table.GlyphClassDef.classDefs |= dict.fromkeys(whole, BASE)

    def _taken_out(self) -> dict[str, dict[str, str]]:
        """The shapes of each alef by the lam before it; no ligature makes them any more."""
        found: dict[str, dict[str, str]] = {}
        indexes = {index for feature in self.features for index in feature.LookupListIndex}
        for index in indexes:
            for part in self.table.LookupList.Lookup[index].SubTable:
                part = getattr(part, "ExtSubTable", part)
                for lam in LAMS if part.LookupType == 4 else ():
                    for one in [each for each in part.ligatures.get(lam, ()) if _is_pair(each)]:
                        found.setdefault(one.Component[0], {})[lam] = one.LigGlyph
                        part.ligatures[lam].remove(one)
        return found

    def _sliver(self, alef: str) -> str:
        name = f"{alef}.in_lam"
        self.font["glyf"][name] = Glyph()
        self.font["hmtx"][name] = (SLIVER, 0)
        self.font["GDEF"].table.GlyphClassDef.classDefs[name] = BASE
        return name

    def _lookup(self, parts: list) -> int:
        lookup = otTables.Lookup()
        lookup.LookupFlag, lookup.LookupType = IGNORE_MARKS, parts[0].LookupType
        lookup.SubTable, lookup.SubTableCount = parts, len(parts)
        self.table.LookupList.Lookup.append(lookup)
        return len(self.table.LookupList.Lookup) - 1

    def _chain(self, before: list, those: list, after: list, lookup: int):
        part, record = otTables.ChainContextSubst(), otTables.SubstLookupRecord()
        part.Format, part.InputCoverage, part.InputGlyphCount = 3, [self._cover(those)], 1
        part.BacktrackCoverage = [self._cover(before)] if before else []
        part.LookAheadCoverage = [self._cover(after)] if after else []
        part.BacktrackGlyphCount = len(part.BacktrackCoverage)
        part.LookAheadGlyphCount = len(part.LookAheadCoverage)
        record.SequenceIndex, record.LookupListIndex = 0, lookup
        part.SubstLookupRecord, part.SubstCount = [record], 1
        return part

    def _cover(self, names: list):
        return buildCoverage(names, self.font.getReverseGlyphMap(rebuild=True))


def _single(mapping: dict[str, str]):
    return buildSingleSubstSubtable(mapping)


def _is_pair(ligature) -> bool:
    return len(ligature.Component) == 1


def split(path: Path) -> None:
    """Change a font file."""
    font = TTFont(path)
    Split(font).run()
    font.save(path)
