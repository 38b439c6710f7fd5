"""Every sentence that a market report itself says, in Dutch (B1) and English."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.documents.market_counts import Direction
from inkoopwijzer.values.text import Text

# --- the page as a whole -----------------------------------------------------------------------------------

KIND: Final = Text("Marktrapport", "Market report")
STANDS: Final = Text("Stand van de gegevens op {day}", "Data as they stand on {day}")
MADE_ON: Final = Text("Gemaakt op {day}", "Made on {day}")
MARKET: Final = Text("Markt: {name}", "Market: {name}")
OF_PRACTICES: Final = Text("{n} praktijken", "{n} practices")
ONE_PRACTICE: Final = Text("1 praktijk", "1 practice")
OWN_USE: Final = Text(
    "Alleen voor de verzekeraar zelf. Kleine aantallen zijn niet verborgen: dit rapport kan iets zeggen over "
    "één praktijk.",
    "For the insurer's own use. Small numbers are not hidden: this report may say something of one practice.",
)
PUBLIC: Final = Text(
    "Mag openbaar. Aantallen zijn afgerond op een veelvoud van {smallest}. Een x staat voor 1 tot en met {most} "
    "praktijken, of voor een cijfer over zo weinig praktijken. Namen van praktijken staan er niet in.",
    "May be made public. Counts are rounded to a multiple of {smallest}. An x stands for 1 up to {most} "
    "practices, or for a figure about so few. Names of practices are left out.",
)
SYNTHETIC: Final = Text(
    "Verzonnen markt. Geen van deze praktijken en therapeuten bestaat; de cijfers zeggen niets over de "
    "werkelijkheid.",
    "Invented market. None of these practices and therapists exists; the figures say nothing of reality.",
)
CONTENTS: Final = Text("Inhoud", "Contents")
AT_A_GLANCE: Final = Text("In één oogopslag", "At a glance")
NO_PROMISE: Final = Text(
    "Dit is geen besluit en geen toezegging. De verzekeraar beslist per praktijk.",
    "This is no decision and no promise. The insurer decides for each practice.",
)
SAME_AS_TABLE: Final = Text("Dezelfde cijfers in een tabel", "The same figures in a table")
AS_TABLE: Final = Text("Tabel", "Table")
ROWS: Final = Text("{n} rijen", "{n} rows")
ROW: Final = Text("1 rij", "1 row")
NO_ROWS: Final = Text("Er staat niets in deze tabel.", "There is nothing in this table.")
FILES: Final = Text("Bestanden:", "Files:")
FILES_ALL: Final = Text("Alle tabellen in één werkboek", "All tables in one workbook")
HOW_TO_READ_FILES: Final = Text(
    "CSV is voor Nederlands Excel: puntkomma, decimale komma. Begint een tekst met een teken dat Excel als formule "
    "leest, dan staat er een ' voor. Excel laat in CSV de nullen voor een code weg; in het werkboek en in Parquet "
    "blijven ze staan. Een x is niet getoond; in Parquet is die leeg.",
    "CSV is for Dutch Excel: semicolon, decimal comma. A text that starts with a sign that Excel would read as a "
    "formula has a ' before it. In CSV Excel drops the zeros before a code; the workbook and Parquet keep them. "
    "An x is not shown; in Parquet it is empty.",
)
SCROLLS: Final = Text("{title}, schuift opzij", "{title}, scrolls sideways")
YES: Final = Text("ja", "yes")
NO: Final = Text("nee", "no")
CANNOT_TELL: Final = Text("niet te zeggen", "cannot be told")

OF_SECTION: Final = Text("{what}: {title}", "{what}: {title}")
GAP: Final = Text("Verschil met de grens", "Difference from the threshold")
BIN_LOW: Final = Text("Vanaf", "From")
BIN_HIGH: Final = Text("Tot", "Up to")
VALUE: Final = Text("Waarde", "Value")
INTERVAL_LOW: Final = Text("Interval van", "Interval from")
INTERVAL_HIGH: Final = Text("Interval tot", "Interval to")
UNIT: Final = Text("Eenheid", "Unit")

# --- outcomes ----------------------------------------------------------------------------------------------

OUTCOMES: Final = Text("Uitkomst per overeenkomst", "Outcome per agreement")
OUTCOMES_HOW: Final = Text(
    "Een uitkomst is zeker als alle gegevens bekend zijn die ertoe doen. Anders staan hier alle uitkomsten die "
    "nog kunnen. Wat niet bekend is, telt niet als ja en ook niet als nee.",
    "An outcome is certain when all data that matter are known. Otherwise all outcomes that are still possible "
    "stand here. What is not known counts neither as yes nor as no.",
)
DECIDED: Final = Text(
    "Van {all} is bij {n} ({share}) de uitkomst zeker.", "Of {all} {n} ({share}) have a certain outcome."
)
DECIDED_FEW: Final = Text("Zeker: {n}, van {all}.", "Certain: {n}, of {all}.")
UNDECIDED: Final = Text(
    "Bij {n} zijn nog twee of meer uitkomsten mogelijk.", "For {n} two or more outcomes are still possible."
)
UNDECIDED_NOT: Final = Text("Bij geen enkele staat de uitkomst nog open.", "For none is it still open.")
ELSEWHERE: Final = Text(
    "Niet in deze telling, omdat de overeenkomst niet voor hen bedoeld is: {n}.",
    "Not counted here, since the agreement is not meant for them: {n}.",
)
AGREEMENT: Final = Text("{insurer}: {agreement}", "{insurer}: {agreement}")
STILL_OPEN: Final = Text("Nog niet zeker", "Not certain yet")
SURE: Final = Text("zeker", "certain")
PERHAPS: Final = Text("misschien", "perhaps")
GROUPS_TABLE: Final = Text("Praktijken per groep", "Practices per group")
PERHAPS_TWICE: Final = Text(
    "Een praktijk kan bij meer dan één groep onder ‘misschien’ staan.",
    "A practice may stand under ‘perhaps’ at more than one group.",
)
SETS_TABLE: Final = Text("Praktijken per mogelijke uitkomst", "Practices per possible outcome")
OPEN_TABLE: Final = Text("Waardoor uitkomsten nog open zijn", "What keeps outcomes open")
MAY_COUNT_TWICE: Final = Text(
    "Een praktijk kan in meer dan één rij meetellen.", "A practice may count in more than one row."
)
GROUPS_DESC: Final = Text(
    "Liggende staven, een per groep, van de beste naar de laagste. {said}.",
    "Horizontal bars, one per group, from the best to the lowest. {said}.",
)
GROUP_SAID: Final = Text(
    "{group}: {sure} zeker, {perhaps} misschien", "{group}: {sure} certain, {perhaps} perhaps"
)
OR: Final = Text(" of ", " or ")

# --- who moves ---------------------------------------------------------------------------------------------

MOVES: Final = Text("Wie verschuift", "Who moves")
MOVES_HOW: Final = Text(
    "Links de uitkomst ervoor, rechts die erna. Omhoog en omlaag is alleen gezegd als het zeker is.",
    "Left the outcome before, right the one after. Up and down are said only where that is certain.",
)
BEFORE_AFTER: Final = Text("Van {before} naar {after}.", "From {before} to {after}.")
DIRECTIONS: Final = {
    Direction.up: Text("omhoog", "up"),
    Direction.down: Text("omlaag", "down"),
    Direction.same: Text("gelijk", "the same"),
    Direction.unclear: Text("niet te zeggen", "cannot be told"),
}
TURNS_TABLE: Final = Text("Verschuiving in het kort", "Moves in short")
FLOWS_TABLE: Final = Text("Van groep naar groep", "From group to group")
CAUSES_TABLE: Final = Text("Door welke voorwaarde", "By which condition")
PARTS_TABLE: Final = Text("Verschuiving per deel van de markt", "Moves per part of the market")
FLOWS_DESC: Final = Text(
    "Stroomschema met de uitkomst ervoor ({before}) links en erna ({after}) rechts; hoe breder de band, hoe meer "
    "praktijken. {said}.",
    "Flow chart with the outcome before ({before}) left and after ({after}) right; the wider the band, the more "
    "practices. {said}.",
)
FLOW_SAID: Final = Text("Van {origin} naar {target}: {n}", "From {origin} to {target}: {n}")
SPEND_NOTE: Final = Text(
    "Bedragen zijn het verschil per jaar, in euro's, zoals opgegeven bij dit rapport.",
    "Amounts are the difference per year, in euros, as given with this report.",
)

# --- distribution, index, sweep, threshold -----------------------------------------------------------------

DISTRIBUTIONS: Final = Text("Verdeling", "Distribution")
DISTRIBUTIONS_HOW: Final = Text(
    "Elke staaf telt de praktijken met een waarde in dat vak. Een lijn met streepjes is een percentiel van deze "
    "markt, een volle lijn een norm uit het beleid.",
    "Each bar counts the practices with a value in that bin. A dashed line is a percentile of this market, a "
    "full line a norm of the policy.",
)
WITH_VALUE: Final = Text("Met een waarde: {n}.", "With a value: {n}.")
WITHOUT: Final = Text(
    "Zonder waarde, en dus niet in de figuur: {n}.", "Without a value, and so not in the picture: {n}."
)
POPULATION: Final = Text("Over wie: {population}.", "Over whom: {population}.")
WITHOUT_INDEX: Final = Text("Zonder index: {n}.", "Without an index: {n}.")
METHOD_IS: Final = Text(
    "Percentielen zijn bepaald met: {method}.", "Percentiles were calculated by: {method}."
)
BINS_TABLE: Final = Text("Praktijken per vak", "Practices per bin")
LINES_TABLE: Final = Text("De lijnen in de figuur", "The lines in the picture")
PERCENTILE: Final = Text("percentiel", "percentile")
NORM: Final = Text("norm", "norm")
HISTOGRAM_DESC: Final = Text(
    "Histogram van {quantity} over {n} praktijken. Het hoogste vak is {top}. {said}.",
    "Histogram of {quantity} over {n} practices. The tallest bin is {top}. {said}.",
)
BIN_SAID: Final = Text("{low} tot {high}, met {n}", "{low} up to {high}, with {n}")
MARK_SAID: Final = Text("{label} ligt op {at}", "{label} lies at {at}")
NO_LINES: Final = Text("Er zijn geen lijnen", "There are no lines")
OUTSIDE: Final = Text(
    "Buiten de figuur: {below} lager, {above} hoger.", "Outside the picture: {below} lower, {above} higher."
)
INDEX: Final = Text("De index en de percentielen", "The index and its percentiles")
INDEX_HOW: Final = Text(
    "Een percentiel hangt af van wie meetelt en hoe er gerekend wordt. Het interval zegt waar het percentiel kan "
    "liggen.",
    "A percentile depends on who counts and on the method of calculation. The interval says where it may lie.",
)
PERCENTILES_TABLE: Final = Text("Percentielen", "Percentiles")
PERCENTILES_DESC: Final = Text(
    "Elk percentiel als punt, met het interval als lijn. {said}.",
    "Each percentile as a point, with the interval as a line. {said}.",
)
INTERVAL_SAID: Final = Text(
    "{label}, {method}: {at} ({low} tot {high})", "{label}, {method}: {at} ({low} to {high})"
)
VALUE_SAID: Final = Text("{label}, {method}: {at}", "{label}, {method}: {at}")
SWEEPS: Final = Text("Als de grens ergens anders ligt", "If the threshold lies elsewhere")
SWEEPS_HOW: Final = Text(
    "Elke lijn is een uitkomst. Lees af hoeveel praktijken die krijgen als de grens op die plaats ligt.",
    "Each line is an outcome. Read off how many practices get it when the threshold lies at that place.",
)
SWEEP_TABLE: Final = Text("Praktijken per grens", "Practices per threshold")
SWEEP_DESC: Final = Text(
    "Lijnen van het aantal praktijken tegen de grens, van {low} tot {high}. {said}.",
    "Lines of the number of practices against the threshold, from {low} to {high}. {said}.",
)
SWEEP_SAID: Final = Text("{name}: van {first} naar {last}", "{name}: from {first} to {last}")
NOW_AT: Final = Text("nu {at}", "now {at}")
PRACTICES_AXIS: Final = Text("praktijken", "practices")
THRESHOLDS: Final = Text("Dicht bij een grens", "Near a threshold")
THRESHOLDS_HOW: Final = Text(
    "Voor deze praktijken kan een klein verschil in de waarde een andere groep geven.",
    "For these practices a small difference in the value may give another group.",
)
NEAR: Final = Text(
    "Grens {threshold}. Hoogstens {reach} eronder of erop: {below}. Hoogstens {reach} erboven: {above}.",
    "Threshold {threshold}. At most {reach} below or on it: {below}. At most {reach} above: {above}.",
)
NEAR_TABLE: Final = Text("Praktijken dicht bij de grens", "Practices near the threshold")
NEAR_HIDDEN: Final = Text(
    "De lijst met praktijken staat alleen in het rapport voor de verzekeraar zelf.",
    "The list of practices stands only in the report for the insurer's own use.",
)

# --- missing facts and routes ------------------------------------------------------------------------------

MISSING: Final = Text("Welke gegevens het meest ontbreken", "Which data are missing most")
MISSING_HOW: Final = Text(
    "Een ontbrekend gegeven staat hier als het de uitkomst van een praktijk nog kan veranderen.",
    "A missing fact stands here when it can still change the outcome of a practice.",
)
MISSING_DESC: Final = Text(
    "Liggende staven, een per gegeven; het donkere deel telt de praktijken waar dit gegeven alleen beslist. {said}.",
    "Horizontal bars, one per fact; the dark part counts practices where this fact alone decides. {said}.",
)
MISSING_SAID: Final = Text(
    "{fact}: {alone} alleen, {together} samen met andere", "{fact}: {alone} alone, {together} with others"
)
ALONE: Final = Text("beslist alleen", "decides alone")
TOGETHER: Final = Text("samen met andere", "together with others")
ROUTES: Final = Text("De meest voorkomende routes", "The most common routes")
ROUTES_HOW: Final = Text(
    "Een route is een kleinste reeks stappen naar een betere groep.",
    "A route is a smallest set of steps to a better group.",
)

# --- map and network ---------------------------------------------------------------------------------------

MAPS: Final = Text("Op de kaart", "On the map")
MAPS_HOW: Final = Text(
    "Hoe voller het patroon, hoe hoger de waarde. Dikke lijnen zijn provinciegrenzen.",
    "The fuller the pattern, the higher the value. Thick lines are borders of provinces.",
)
MAP_TABLE: Final = Text("Waarde per gemeente", "Value per municipality")
MAP_DESC: Final = Text(
    "Kaart van {n} gemeenten, {measure}. Hoogste: {high}. Laagste: {low}.",
    "Map of {n} municipalities, {measure}. Highest: {high}. Lowest: {low}.",
)
MAP_DESC_EMPTY: Final = Text("Kaart zonder waarden.", "Map without values.")
BELOW: Final = Text("minder dan {b}", "less than {b}")
BETWEEN: Final = Text("{a} tot {b}", "{a} up to {b}")
FROM: Final = Text("{a} en meer", "{a} and more")
BORDERS_FROM: Final = Text(
    "Gemeentegrenzen: CBS / Kadaster, 2023, bewerkt door VWS en vereenvoudigd.",
    "Borders of municipalities: CBS / Kadaster, 2023, adapted by VWS and simplified.",
)
NO_VALUE: Final = Text("geen waarde", "no value")
NOT_SHOWN: Final = Text("niet getoond", "not shown")
NOT_ON_MAP: Final = Text(
    "Niet op de kaart, wel in de tabel: {names}.", "Not on the map, though in the table: {names}."
)
ADEQUACY: Final = Text("Is er genoeg zorg in de buurt?", "Is there enough care nearby?")
ADEQUACY_HOW: Final = Text(
    "Afstanden zijn hemelsbreed, vanaf een punt in de gemeente. De weg is langer.",
    "Distances are as the crow flies, from a point in the municipality. The road is longer.",
)
ADEQUACY_NORM: Final = Text("Norm: {norm}", "Norm: {norm}")
ADEQUACY_SUM: Final = Text(
    "Norm gehaald: {met} van {all} gemeenten. Niet gehaald: {not_met}. Niet te zeggen: {unknown}.",
    "Norm met: {met} of {all} municipalities. Not met: {not_met}. Cannot be told: {unknown}.",
)
SHORT_TABLE: Final = Text("Gemeenten die de norm niet halen", "Municipalities that do not meet the norm")
SUPPLY_TABLE: Final = Text("Aanbod per gemeente", "Supply per municipality")

# --- data, method, sources ---------------------------------------------------------------------------------

QUALITY: Final = Text("Kwaliteit van de gegevens", "Quality of the data")
QUALITY_HOW: Final = Text(
    "Wat er ontbreekt, oud is of elkaar tegenspreekt.", "What is missing, old or contradictory."
)
METHOD: Final = Text("Zo is er gerekend", "How this was calculated")
LIMITS: Final = Text("Wat dit rapport niet zegt", "What this report does not say")
LEFT_OUT: Final = Text("Niet in dit rapport: {parts}.", "Not in this report: {parts}.")
ABOUT: Final = Text("Over dit rapport", "About this report")
POLICIES: Final = Text("Waarmee gerekend is", "What was used")
MADE_FROM: Final = Text("De markt is gemaakt uit: {source}", "The market was made from: {source}")
ATTRIBUTION: Final = Text("Bronnen die genoemd willen worden", "Sources that ask to be named")
CITATIONS: Final = Text("De voorwaarden waarop dit rust", "The conditions that this rests on")
CITATIONS_HOW: Final = Text(
    "De tekst van een beleid is van de verzekeraar en staat hier niet. De regelnummers horen bij de tekstversie "
    "van het document; het kenmerk verandert als de passage verandert.",
    "The text of a policy belongs to the insurer and is not here. The line numbers are those of the text version "
    "of the document; the fingerprint changes when the passage changes.",
)
