"""The columns that tables of a market report share: one name in data files and one heading for one thing."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.documents.market_table import Column, Kind
from inkoopwijzer.values.text import Text

GROUP: Final = Column("groep", Text("Groep", "Group"))
GROUP_ID: Final = Column("groep_code", Text("Groep (code)", "Group (code)"), Kind.code, aside=True)
SURE: Final = Column("zeker", Text("Zeker", "Certain"), Kind.count)
PERHAPS: Final = Column("misschien", Text("Misschien", "Perhaps"), Kind.count)
OUTCOME: Final = Column("uitkomst", Text("Mogelijke uitkomst", "Possible outcome"))
OUTCOME_ID: Final = Column("uitkomst_code", Text("Uitkomst (code)", "Outcome (code)"), Kind.code, aside=True)
PRACTICES: Final = Column("praktijken", Text("Praktijken", "Practices"), Kind.count)
SHARE: Final = Column("aandeel", Text("Aandeel", "Share"), Kind.share, 1)
CAUSE: Final = Column("oorzaak", Text("Wat nog open is", "What is still open"))
CAUSE_KIND: Final = Column("soort", Text("Soort", "Kind"))

ORIGIN: Final = Column("van", Text("Van", "From"))
TARGET: Final = Column("naar", Text("Naar", "To"))
ORIGIN_ID: Final = Column("van_code", Text("Van (code)", "From (code)"), Kind.code, aside=True)
TARGET_ID: Final = Column("naar_code", Text("Naar (code)", "To (code)"), Kind.code, aside=True)
DIRECTION: Final = Column("richting", Text("Richting", "Direction"))
SPEND: Final = Column("bedrag", Text("Verschil per jaar", "Change per year"), Kind.euros)
CONDITION: Final = Column("voorwaarde", Text("Voorwaarde", "Condition"))
WHERE: Final = Column("waar", Text("Waar het staat", "Where it says so"))
PART_KIND: Final = Column("soort_deel", Text("Deel", "Part"))
PART: Final = Column("deel", Text("Naam", "Name"))

LABEL: Final = Column("lijn", Text("Lijn", "Line"))
LABEL_KIND: Final = Column("soort_lijn", Text("Soort", "Kind"))
PERCENTILE: Final = Column("percentiel", Text("Percentiel", "Percentile"))
METHOD: Final = Column("methode", Text("Methode", "Method"))
INCLUDED: Final = Column("aantal", Text("Over praktijken", "Over practices"), Kind.count)

PRACTICE: Final = Column("praktijk", Text("Praktijk", "Practice"))
AGB: Final = Column("agb", Text("AGB-code", "AGB code"), Kind.code)
PLACE: Final = Column("plaats", Text("Plaats", "Place"))
NOW: Final = Column("nu", Text("Nu", "Now"))
BEYOND: Final = Column("erover", Text("Over de grens", "Across it"))

FACT: Final = Column("gegeven", Text("Gegeven", "Fact"))
SUPPLIER: Final = Column("te_vinden_bij", Text("Te vinden bij", "To be found with"))
ALONE: Final = Column("beslist_alleen", Text("Beslist alleen", "Decides alone"), Kind.count)
TOGETHER: Final = Column("beslist_samen", Text("Samen met andere", "With others"), Kind.count)
ROUTE_TO: Final = Column("naar_groep", Text("Naar groep", "To group"))
STEPS: Final = Column("stappen", Text("Stappen", "Steps"))
STEP_COUNT: Final = Column("aantal_stappen", Text("Aantal", "Number"), Kind.count)
NEEDS_INSURER: Final = Column(
    "verzekeraar_nodig", Text("Verzekeraar moet ook instemmen", "Insurer must agree too"), Kind.yes_no
)

MUNICIPALITY_CODE: Final = Column("gemeente_code", Text("CBS-code", "CBS code"), Kind.code)
MUNICIPALITY: Final = Column("gemeente", Text("Gemeente", "Municipality"))
PROVINCE: Final = Column("provincie", Text("Provincie", "Province"))
SUPPLY: Final = Column("aanbod", Text("Praktijken", "Practices"), Kind.count)
NEAREST: Final = Column("dichtstbij_km", Text("Dichtstbij (km)", "Nearest (km)"), Kind.number, 1)
SECOND: Final = Column("tweede_km", Text("Tweede (km)", "Second (km)"), Kind.number, 1)
MET: Final = Column("norm_gehaald", Text("Norm gehaald", "Norm met"), Kind.yes_no)

MATTER: Final = Column("onderwerp", Text("Onderwerp", "Matter"))
SAYS: Final = Column("melding", Text("Wat er is", "What was found"))
COUNT: Final = Column("aantal", Text("Aantal", "Number"), Kind.count)
OF: Final = Column("van_totaal", Text("Van", "Of"), Kind.count)

POLICY: Final = Column("beleid", Text("Beleid", "Policy"), Kind.code)
INSURER: Final = Column("verzekeraar", Text("Verzekeraar", "Insurer"))
POLICY_TITLE: Final = Column("titel", Text("Titel", "Title"))
DOCUMENT: Final = Column("document", Text("Document", "Document"))
SECTION: Final = Column("kop", Text("Onder het kopje", "Under the heading"))
FIRST_LINE: Final = Column("regel_van", Text("Regel", "Line"), Kind.count)
LAST_LINE: Final = Column("regel_tot_en_met", Text("Tot en met", "Up to"), Kind.count)
HASH: Final = Column("kenmerk", Text("Kenmerk", "Fingerprint"), Kind.code)
READINGS: Final = Column("lezingen", Text("Gekozen lezingen", "Readings chosen"))
