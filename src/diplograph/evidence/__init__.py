"""The evidence gate: what the words of a passage state, compared with what a fact says.

The matchers read a passage and know nothing of graphs: `dates`, `numbers`, `ordinals` and `names` find
what is stated and where; `sentences` says where sentences start and end. All positions are code points of
the text as given.
"""
