"""Law 7: each code has its sentence, and each text of a page its words, in French, English and Portuguese."""

from pathlib import Path

from tools.catalogues import Store, unsaid
from tools.codes import uses
from tools.sentences import TRANSLATIONS, holes, sentences


def violations(root: Path) -> list[str]:
    """Codes without sentence or glued together, sentences and texts of pages that do not agree."""
    return silent_codes(root) + unlike_sentences(root) + foreign_texts(root)


def foreign_texts(root: Path) -> list[str]:
    """Texts of pages and modules that some reader would see in French, or without their holes."""
    return [line for line in unsaid(Store(root / "amont").load()) if line.startswith("amont/")]


def silent_codes(root: Path) -> list[str]:
    """Codes that leave the reader without a word, each named once, and codes that no search finds."""
    known = {sentence.code for sentence in sentences(root)}
    found: dict[str, str] = {}
    glued = []
    for use in uses(root):
        if not use.code:
            glued.append(
                f"{use.path}:{use.line}: a code is glued together; write it whole, so that a search finds it"
            )
        elif use.code not in known:
            found.setdefault(use.code, f"{use.path}:{use.line}: {use.code} has no sentence")
    return glued + sorted(found.values())


def unlike_sentences(root: Path) -> list[str]:
    """Sentences said twice, not translated, or with other holes in another language."""
    found, seen = [], set[str]()
    for sentence in sentences(root):
        place = f"{sentence.path}:{sentence.line}: {sentence.code}"
        if sentence.code in seen:
            found.append(f"{place} is said twice")
        seen.add(sentence.code)
        for language in TRANSLATIONS:
            text = sentence.translated.get(language)
            if text is None:
                found.append(f"{place} is not said in {language}")
            elif holes(text) != holes(sentence.french):
                found.append(f"{place} has other holes in {language}")
    return found
