"""Words that come back to a matter: it is not solved, it is so again, there is no answer yet."""

import re

LONGEST_CHASE = 40  # characters; a longer text says more than that

UNSOLVED = re.compile(
    r"[没沒未](?:有)?(?:解决|解決|修好|处理|處理|搞定|弄好|改善)|根本[没沒]|老问题|老問題|同样的问题|同樣的問題|复发|復發|"
    r"又(?:坏|壞|漏|出问题|出問題|不行|犯)|"
    r"(?:\bnot|\bnever|n't)(?: been)? (?:fixed|solved|resolved|repaired|sorted)|\bunresolved\b|"
    r"\bsame (?:problem|issue|fault)\b|\bproblem is back\b",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"还是|還是|还没|還沒|还不|還不|还在|還在|仍|依然|依旧|依舊|照样|照樣|[没沒]好|老样子|老樣子|又.{0,6}了|再次|反复|反覆|仲係|仲未|"
    r"\bstill\b|\bagain\b|\b(?:is|came|come) back\b",
    re.IGNORECASE,
)
CHASE = re.compile(
    r"[没沒无無]有?人(?:回|理|覆|联系|聯繫|管)|[未没沒]有?人覆|(?:怎么|怎麼|點解|咋)(?:还|還|仲)[没沒未不]|"
    r"进展|進展|进度|進度|怎么样了|怎麼樣了|点样|點樣|到哪一步|(?:什么|什麼|几|幾)(?:时候|時候|時)(?:才|能|会|會)?(?:回|处理|處理|解决|解決)|"
    r"(?:还|還)要(?:等|多久)|催一?下|有(?:消息|结果|結果)(?:了)?[吗嗎没沒]|"
    r"\bany (?:news|updates?|progress|answer)\b|\bno ?(?:one|body) (?:has )?(?:answer|repl|call|got|"
    r"respon)\w*|\bstill (?:waiting|no (?:answer|reply|news))|\bwhen (?:will|can) (?:you|someone|i get)|"
    r"\bhow much longer\b|\bwhat'?s (?:happening|going on) with\b",
    re.IGNORECASE,
)


def says_unsolved(text: str) -> bool:
    """Return whether a text says outright that something is not solved."""
    return UNSOLVED.search(text) is not None


def says_again(text: str) -> bool:
    """Return whether a text says that something is still so, or is so again."""
    return AGAIN.search(text) is not None


def says_chasing(text: str) -> bool:
    """Return whether a text only asks where the answer stays."""
    return len(text) <= LONGEST_CHASE and CHASE.search(text) is not None
