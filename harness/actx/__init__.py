"""The harness of actx: runs the same programs on many implementations and judges what it saw."""
