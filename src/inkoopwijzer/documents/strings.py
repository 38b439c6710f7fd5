"""Every sentence the report itself says, in Dutch (B1) and English; the rest comes from the assessment."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text

# --- the page as a whole -----------------------------------------------------------------------------------

BRAND: Final = Text("Inkoopwijzer", "Inkoopwijzer")
SKIP: Final = Text("Naar de inhoud", "Skip to the content")
SUBTITLE: Final = Text(
    "Wat het inkoopbeleid van de zorgverzekeraars voor deze praktijk betekent",
    "What the purchasing policies of the health insurers mean for this practice",
)
NAMELESS: Final = Text("Praktijk zonder naam", "Practice without a name")
MADE_ON: Final = Text("Gemaakt op {day}", "Made on {day}")
COUNTED_ON: Final = Text("Stand van de feiten op {day}", "Facts as they stand on {day}")
NO_PROMISE: Final = Text("Dit is geen toezegging.", "This is not a promise.")
NO_PROMISE_WHY: Final = Text(
    "De verzekeraar beslist. Dit rapport legt uw gegevens naast de gepubliceerde tekst.",
    "The insurer decides. This report holds your data against the published text.",
)
AT_A_GLANCE: Final = Text("In één oogopslag", "At a glance")
NO_RESULTS: Final = Text("Er is geen beleid beoordeeld.", "No policy was assessed.")
ALL_OF_IT: Final = Text("Lees de hele uitleg", "Read the full explanation")
ABOUT: Final = Text("Over dit rapport", "About this report")
HOW_TO_READ: Final = Text(
    "De uitkomst volgt uit de voorwaarden van het beleid en uit de feiten in uw dossier. Wat niet bekend is, "
    "telt niet als ja en ook niet als nee.",
    "The outcome follows from the conditions of the policy and the facts in your dossier. What is not known "
    "counts neither as yes nor as no.",
)
SIX_WORDS: Final = Text(
    "Elke voorwaarde krijgt een van zes oordelen:", "Each condition gets one of six verdicts:"
)
MET_MEANS: Final = Text("De feiten laten zien dat het klopt.", "The facts show that it holds.")
NOT_MET_MEANS: Final = Text(
    "De feiten laten zien dat het niet klopt.", "The facts show that it does not hold."
)
UNKNOWN_MEANS: Final = Text("Er ontbreekt een feit.", "A fact is missing.")
FOR_INSURER_MEANS: Final = Text("De verzekeraar oordeelt zelf.", "The insurer judges this itself.")
NOT_APPLICABLE_MEANS: Final = Text(
    "Dit gaat niet over deze praktijk.", "This does not concern this practice."
)
SILENT_MEANS: Final = Text("Het beleid geeft hier geen antwoord.", "The policy gives no answer here.")
PASSAGES: Final = Text("De passages uit de documenten", "The passages of the documents")
PASSAGES_HOW: Final = Text(
    "De tekst van een beleid is van de verzekeraar en zit niet in Inkoopwijzer. Geef het document als "
    "tekstbestand mee als u dit rapport maakt; dan staat elke passage bij haar voorwaarde. Of zoek haar op "
    "in het document onder het genoemde kopje. De regelnummers horen bij de tekstversie.",
    "The text of a policy belongs to the insurer and is not part of Inkoopwijzer. Supply the document as a "
    "text file when you make this report; each passage then stands with its condition. Or find it in the "
    "document under the heading given. The line numbers are those of the text version.",
)
DATA: Final = Text("Waarmee gerekend is", "What was used")
DATA_LINE: Final = Text("beleid {policy}, kenmerk {hash}", "policy {policy}, fingerprint {hash}")

# --- outcome -----------------------------------------------------------------------------------------------

OR: Final = Text("of", "or")
AND: Final = Text("en", "and")
OR_NONE: Final = Text("{groups}, of geen overeenkomst", "{groups}, or no agreement")
STILL_POSSIBLE: Final = Text("{outcome} nog mogelijk", "{outcome} still possible")
SURE: Final = Text("Zeker volgens dit dossier", "Certain on this dossier")
NOT_SURE: Final = Text("Nog niet zeker", "Not certain yet")
BESIDE: Final = Text("of geen overeenkomst", "or no agreement")
NOT_QUALIFIED: Final = Text("Komt niet in aanmerking", "Does not qualify")
NOT_FOR_YOU: Final = Text(
    "Deze overeenkomst is niet bedoeld voor uw soort praktijk.",
    "This agreement is not meant for your kind of practice.",
)
WHY_BEST: Final = Text("U voldoet aan alle voorwaarden voor {group}.", "You meet all conditions for {group}.")
WHY_LOWER: Final = Text(
    "U voldoet voor {group}, maar niet voor {better}.", "You qualify for {group}, but not for {better}."
)
WHY_NONE: Final = Text(
    "U voldoet niet aan alle voorwaarden voor {group}.", "You do not meet all conditions for {group}."
)
WHY_QUESTION: Final = Text(
    "Eén feit dat nog niet bekend is, beslist.", "One fact that is not known yet decides."
)
WHY_QUESTIONS: Final = Text(
    "{n} feiten die nog niet bekend zijn, beslissen.", "{n} facts that are not known yet decide."
)
WHY_INSURER: Final = Text("De verzekeraar moet nog oordelen.", "The insurer has yet to judge.")
WHY_SILENT: Final = Text("Het document geeft geen uitsluitsel.", "The document does not settle it.")
WHY_OPEN: Final = Text("Nog niet alles is bekend.", "Not everything is known yet.")
IN_THE_WAY: Final = Text("Dit staat {group} in de weg", "What stands in the way of {group}")
ASKED: Final = Text("Gevraagd:", "Asked:")
LIMIT: Final = Text("Grens:", "Limit:")
NOW: Final = Text("Nu:", "Now:")
NOT_KNOWN: Final = Text("Dit is nog niet bekend", "What is not known yet")
TO_DO: Final = Text("Dit kunt u doen", "What you can do")
AND_MORE: Final = Text("en nog {n}", "and {n} more")
DO_NOTHING: Final = Text("U hoeft nu niets te doen.", "You need do nothing now.")
DO_ANSWER_ONE: Final = Text("Beantwoord de vraag hieronder.", "Answer the question below.")
DO_ANSWER: Final = Text("Beantwoord de {n} vragen hieronder.", "Answer the {n} questions below.")
DO_ROUTE: Final = Text("Voor {group}: {step}", "For {group}: {step}")
DO_ROUTE_MORE: Final = Text("Voor {group}: {step}, en nog {n}", "For {group}: {step}, and {n} more")
DO_INSURER: Final = Text(
    "Voor {group}: de verzekeraar moet in uw voordeel oordelen",
    "For {group}: the insurer must decide in your favour",
)
DO_BY: Final = Text("uiterlijk {day}", "by {day}")
DO_CANNOT: Final = Text("{group} is nu niet te halen: {because}", "{group} is out of reach now: {because}")
DO_ASK: Final = Text("Vraag de verzekeraar hoe hij hierover oordeelt.", "Ask the insurer how it judges this.")
DO_WATCH: Final = Text("Let op: een bewijs loopt af op {day}.", "Mind: something you rely on ends on {day}.")

OUTCOME: Final = Text("De uitkomst", "The outcome")
TERM: Final = Text("Looptijd {start} tot en met {end}", "Term {start} up to and including {end}")
ONE_OUTCOME: Final = Text(
    "Dit is zeker, als de feiten in uw dossier kloppen.", "This is certain, if your facts are right."
)
MANY_OUTCOMES: Final = Text(
    "Deze {n} uitkomsten zijn nog mogelijk. Andere zijn uitgesloten.",
    "These {n} outcomes are still possible. Others are ruled out.",
)
NOT_EXACT: Final = Text(
    "Niet exact: misschien valt een van deze uitkomsten nog af. Er ontbreekt er geen.",
    "Not exact: one of these outcomes may yet drop out. None is missing.",
)
GROUP_IS: Final = Text("dit is de uitkomst", "this is the outcome")
GROUP_OPEN: Final = Text("nog mogelijk", "still possible")
GROUP_NOT: Final = Text("niet mogelijk", "not possible")
GROUP_BELOW: Final = Text("niet aan de orde, een betere kan", "not needed, a better one is open")
GROUP_FAILS: Final = Text("niet voldaan:", "not met:")
GROUP_UNKNOWN: Final = Text("nog open:", "still open:")
GROUP_CAPPED: Final = Text(
    "een grens sluit deze groep uit of kan dat doen:", "a limit rules this out or may do so:"
)
GROUP_COUNT: Final = Text("{met} van {all} voorwaarden in orde", "{met} of {all} conditions in order")

# --- routes and questions ----------------------------------------------------------------------------------

ROUTES: Final = Text("Wat u kunt doen", "What you can do")
NO_ROUTES: Final = Text(
    "Er is geen betere groep om naar toe te werken.", "There is no better group to work towards."
)
ROUTE_TO: Final = Text("Naar {group}", "To {group}")
ROUTE_N: Final = Text("Naar {group}, manier {n} van {all}", "To {group}, way {n} of {all}")
STEP_NOW: Final = Text("nu:", "now:")
STEP_NEEDED: Final = Text("nodig:", "needed:")
STEP_CHECK: Final = Text("ga na", "find out")
STEP_CHECK_WHY: Final = Text(
    "Wat u moet nagaan, is niet bekend; misschien is het al zo.",
    "What you must find out is not known; it may already be so.",
)
STEP_CHANGE: Final = Text("verander", "change")
STEPS_MORE: Final = Text("Nog {n} dingen om na te gaan", "{n} more things to find out")
STEP_DETAILS: Final = Text("Daarbij hoort dat:", "This includes that:")
STEP_FOR: Final = Text("Nodig voor de voorwaarde:", "Needed for the condition:")
NEEDS_INSURER: Final = Text(
    "Daarnaast moet de verzekeraar in uw voordeel oordelen.", "The insurer must also decide in your favour."
)
NEEDS_ONLY_INSURER: Final = Text(
    "Alleen de verzekeraar moet nog in uw voordeel oordelen.",
    "Only the insurer must still decide in your favour.",
)
ROUTE_UNTIL: Final = Text("Deze weg helpt tot en met {day}.", "This way helps up to and including {day}.")
MOMENT: Final = Text(
    "Regel dit uiterlijk {by}; het telt vanaf {effect}.", "Do this by {by}; it counts from {effect}."
)
BARRIERS: Final = Text("Wat niet te halen is", "What is out of reach")
BARRIER: Final = Text("{group} is niet te halen.", "{group} is out of reach.")
BARRIER_WHY: Final = Text("Waarom:", "Why:")
QUESTIONS: Final = Text("Wat nog niet bekend is", "What is not known yet")
QUESTIONS_MORE: Final = Text(
    "Nog {n} vragen, per plaats waar u het antwoord vindt", "{n} more questions, by where the answer is found"
)
QUESTIONS_FROM: Final = Text("Te vinden bij {place}", "To be found with {place}")
QUESTIONS_ELSEWHERE: Final = Text("Elders te vinden", "To be found elsewhere")
QUESTIONS_ORDER: Final = Text(
    "De vraag die het meest beslist, staat bovenaan.", "The question that decides most comes first."
)
NO_QUESTIONS: Final = Text(
    "Er is geen antwoord van u dat deze uitkomst nog verandert.",
    "No answer of yours still changes this outcome.",
)
ASKED_WHEN: Final = Text("Het gaat om: {when}.", "This is about: {when}.")
SUPPLIED_BY: Final = Text("Te vinden bij:", "To be found with:")
ANSWER: Final = Text("Uw antwoord", "Your answer")
LEAVES: Final = Text("Dan blijft over", "Then this remains")
LEAVES_ANY: Final = Text(
    "Dit antwoord beslist samen met andere antwoorden.", "This answer decides together with other answers."
)

# --- readings, expiries, reservations ----------------------------------------------------------------------

READINGS: Final = Text(
    "Waar de tekst op meer manieren te lezen is", "Where the text can be read in more than one way"
)
READINGS_MATTER: Final = Text(
    "Hier maakt de lezing uit voor uw uitkomst. Vraag de verzekeraar wat hij bedoelt.",
    "Here the reading matters for your outcome. Ask the insurer what it means.",
)
READINGS_SAME_ONE: Final = Text(
    "1 plek waar de lezing voor u niets uitmaakt", "1 place where the reading makes no difference to you"
)
READINGS_SAME: Final = Text(
    "{n} plekken waar de lezing voor u niets uitmaakt",
    "{n} places where the reading makes no difference to you",
)
READ_AS: Final = Text("Zo gelezen:", "Read as:")
OR_READ_AS: Final = Text("Ook mogelijk:", "Also possible:")
THEN: Final = Text("dan:", "then:")
BECAUSE: Final = Text("Waarom zo:", "Why so:")
EXPIRIES: Final = Text("Wat afloopt tijdens de looptijd", "What ends during the term")
EXPIRIES_HOW: Final = Text(
    "De uitkomst rust hierop. Verleng op tijd.", "The outcome rests on this. Renew in time."
)
ENDS_ON: Final = Text("loopt af op {day}", "ends on {day}")
RESERVED: Final = Text("Dit is geen toezegging", "This is not a promise")
RESERVATIONS: Final = Text("Wat de verzekeraar zich voorbehoudt", "What the insurer reserves")
EXTERNALS: Final = Text("Wat hier niet is beoordeeld", "What was not assessed here")

READ_OTHERWISE: Final = Text("Het document is ook anders te lezen", "The document can also be read otherwise")
UNDER_OPTION: Final = Text("{question} Bij ‘{option}’: {outcome}.", "{question} If ‘{option}’: {outcome}.")

# --- ways in, and what follows -----------------------------------------------------------------------------

WAY_IN: Final = Text("Hoe u deze overeenkomst krijgt", "How you get this agreement")
WAY_IN_PERHAPS: Final = Text(
    "Het dossier zegt niet welke weg de uwe is.", "The dossier does not say which way is yours."
)
NOTHING_TO_DO: Final = Text("niets te doen", "nothing to do")
SHORTFALL: Final = Text(
    "Als u tijdens de looptijd niet meer voldoet", "When you no longer meet the conditions during the term"
)
