# Starts the pinned emulator with one gap mended: a JSONata `TimeoutSeconds` of a task that waits for its token.
# AWS evaluates it; ministack 1.5.33 evaluates every other field of our state machine, but hands this one on as text.
# So the text is evaluated here by the emulator's own evaluator (as it does for Wait.Seconds), and nothing else changes.
import importlib.metadata
import inspect
import sys

from ministack.app import main
from ministack.services import stepfunctions

MENDED_VERSION = "1.5.33"
EXPECTED = {
    "_execute_task": ["state_def", "raw_input", "execution", "ctx"],
    "_jsonata_state_field": ["state_def", "field", "expected", "raw_input", "ctx"],
    "_state_query_language": ["state_def", "ctx"],
}
THE_GAP = 'timeout = state_def.get("TimeoutSeconds", 99999)'


def refuse(what):
    sys.exit(
        f"ministack-launcher.py: {what}. It was written for ministack {MENDED_VERSION}: "
        "look at how this version reads TimeoutSeconds, then mend or drop the launcher."
    )


def check():
    version = importlib.metadata.version("ministack")
    if version != MENDED_VERSION:
        refuse(f"this is ministack {version}")
    for name, parameters in EXPECTED.items():
        function = getattr(stepfunctions, name, None)
        if function is None or list(inspect.signature(function).parameters) != parameters:
            refuse(f"stepfunctions.{name}({', '.join(parameters)}) is not there")
    if THE_GAP not in inspect.getsource(stepfunctions._invoke_with_callback):
        refuse("the gap that it mends is not there")


def mend():
    execute_task = stepfunctions._execute_task

    def execute_task_with_timeout(state_def, raw_input, execution, ctx):
        timeout = state_def.get("TimeoutSeconds")
        if isinstance(timeout, str) and stepfunctions._state_query_language(state_def, ctx) == "JSONata":
            seconds = stepfunctions._jsonata_state_field(state_def, "TimeoutSeconds", "number", raw_input, ctx)
            state_def = {**state_def, "TimeoutSeconds": seconds}
        return execute_task(state_def, raw_input, execution, ctx)

    stepfunctions._execute_task = execute_task_with_timeout


if __name__ == "__main__":
    check()
    mend()
    sys.exit(main())
