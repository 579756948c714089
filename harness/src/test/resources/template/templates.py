"""Renderings of small templates by transformers: python3 templates.py > golden.jsonl
(transformers 4.57.6, jinja2 3.1.6, CPython 3.11)."""
import datetime, json, os, sys
os.environ["HF_HUB_OFFLINE"] = "1"
import transformers.utils.chat_template_utils as C
NOW = datetime.datetime(2026, 3, 4, 5, 6, 7)
class Fake(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return NOW
C.datetime = Fake
M = [{"role": "system", "content": "Be terse."}, {"role": "user", "content": "When? <b> {{ x }}"},
     {"role": "assistant", "content": "At 3.", "n": 2}, {"role": "user", "content": [{"type": "text", "text": "Über 😀 é"}, {"type": "video", "times": [0, 2.04, 1e20]}]}]
V = {"text": "Hello wOrld  foo-bar\n\ttab é 😀", "n": 7, "f": 2.5, "neg": -3, "t": True, "none": None, "empty": "", "list": [3, 1, 2], "mixed": [1, 2.0, "x", None, True, [1], {"a": 1}],
     "d": {"b": 2, "a": 1, "C": 3}, "words": ["b", "A", "c", "a"], "objs": [{"k": 1, "v": {"w": "x"}}, {"k": 3, "v": {"w": "y"}}, {"k": 1, "v": {"w": "z"}}, {"v": {}}], "html": "<a href='x'>\"&\"</a>", "big": 12345678901234567}
S = []
def s(*xs): S.extend(xs)
exprs = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "expressions.txt"), encoding="utf-8").read().split("\n")
s(*["{{ " + e + " }}" for e in exprs if e and not e.startswith("##")])
s(*open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates.txt"), encoding="utf-8").read().rstrip("\n").split("\n=====\n"))
for source in S:
    r = {"template": "own", "source": source, "messages": M, "add_generation_prompt": True, "kwargs": V, "special_tokens": {"bos_token": "<s>", "eos_token": "</s>"}, "now": NOW.isoformat()}
    try:
        out, _ = C.render_jinja_template([json.loads(json.dumps(M))], chat_template=source, add_generation_prompt=True, **r["special_tokens"], **json.loads(json.dumps(V)))
        r["rendered"] = out[0]
    except Exception as e:
        r["error"] = {"type": type(e).__name__, "message": str(e)[:300]}
    print(json.dumps(r, ensure_ascii=True))
