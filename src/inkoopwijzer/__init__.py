"""Inkoopwijzer: Dutch health insurers' purchasing policies as executable, cited rules.

Three lines: `import inkoopwijzer`, `assessment = inkoopwijzer.assess("dossier.yaml")`, and then
`for result in assessment.results: print(result.insurer_name, result.possible)`.
"""

from inkoopwijzer.assess.result import AgreementResult, Assessment
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.verdict import Verdict

__version__ = "0.1.0"
__all__ = ["AgreementResult", "Assessment", "Fault", "Faults", "Verdict", "assess"]
