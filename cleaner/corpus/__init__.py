"""What needs many documents: one copy of every story.

The stages are pure functions over batches (fold, fingerprint, keys, candidates, verify, keep) and know nothing of
files. Numbers that are compared across machines and runs come from `hashing` alone.
"""
