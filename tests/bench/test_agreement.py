import pytest

from bench.peers import ours, straight
from bench.slice.agreement import check
from bench.slice.practices import documents, dossier

SOME = documents(60, seed=1)


def test_our_engine_agrees_with_straight_line_python_and_sees_every_kind_of_outcome() -> None:
    both = ours.programs()
    seen = set()
    for number, document in enumerate(documents(300, seed=2)):
        outcome = ours.evaluate(both, ours.case(dossier(document, number), both[0]))
        assert outcome == straight.evaluate(document)
        seen |= set(enumerate(outcome))
    assert len(seen) >= 10


def test_the_documents_know_ten_to_twenty_five_per_cent_less_than_all() -> None:
    cells = [v for d in SOME for v in (*d.values(), *(v for t in d["therapeuten"] for v in t.values()))]
    assert 0.08 <= sum(v is None for v in cells) / len(cells) <= 0.25


@pytest.mark.parametrize("name", ["zen", "openfisca_core"])
def test_an_installed_peer_agrees_with_us(name: str) -> None:
    pytest.importorskip(name, reason=f"{name} is installed by make bench only")
    assert check(SOME, [dossier(d, i) for i, d in enumerate(SOME)])
