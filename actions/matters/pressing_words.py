"""Words that come back to a matter: it is not solved, it is so again, there is no answer yet."""

import re

from wcwidth import width

LONGEST_CHASE = 80  # columns, of which Chinese takes two; a longer text says more than that

# What follows a "but" where the matter is not solved; "but one more question" is no failure.
FAILURE = (
    r".{0,40}(?:\b(?:not(?! sure\b)|no(?! (?:worries|problem|rush|hurry|need)\b)|never|nothing|same|still|"
    r"(?<!thanks )again|broken|wrong|worse|missing|fail(?:s|ed|ing)?|leak(?:s|ed|ing)?|stopped|"
    r"where(?: i|['’])s (?:my|the))\b|n['’]t\b)"
)
FAILURE_ZH = (
    r".{0,20}(?:[没沒](?!事|关系|關係|问题|問題)|(?<!不)[错錯]|[未冇无無又仍坏壞漏滴少慢差假]|不(?!过|過|好意思|用|急|知|客气|客氣|错|錯|误|誤)|"
    r"还(?:是|在|有问题)|還(?:是|在|有問題)|依然|照样|照樣|一样|一樣|多[扣收]|白[修换跑])"
)
UNSOLVED = re.compile(
    r"[没沒未冇](?:有)?(?:真正|完全|彻底|徹底)?(?:解决|解決|修好|处理|處理|搞定|搞掂|弄好|整好|改善)|根本[没沒冇]|"
    r"老问题|老問題|同样的问题|同樣的問題|复发|復發|"
    r"又(?:坏|壞|漏|出问题|出問題|不行|犯)|"
    r"(?:\bnot|\bnever|n't)(?: \w{1,10}){0,2} (?:fixed|solved|resolved|repaired|sorted)|\bunresolved\b|"
    r"\bsame (?:problem|issue|fault)\b|\bproblem is back\b|"
    r"(?:修|换|換|处理|處理|弄|调|調)(?:完|好|过|過|了).{0,10}(?:又|还是|還是|仍)|"
    # Said to be done, and it is not: "you closed my case but the refund is not here".
    r"(?:(?:修|换|換|退|赔|賠|补|補|处理|處理|办|辦|解决|解決|送|搞)(?:发|發|好|完|到|掉|定|咗|了|钱|錢|款){1,3}|"
    r"结案|結案|办结|辦結|[关關](?:了|掉|闭|閉)?(?:我的?)?(?:工单|工單|单子|單子|案子|投诉|投訴)|"
    r"(?:工单|工單|单子|單子|案子|投诉|投訴)(?:已经|已經|都|就|被|给|給){0,2}[关關](?:了|掉|闭|閉)?)"
    rf".{{0,10}}(?:但|可(?![以能])|却|卻|结果|結果){FAILURE_ZH}|"
    r"\byou(?: guys| people)?(?: have| had|'ve| already){0,2} (?:closed|marked|settled|resolved|fixed|"
    rf"repaired|replaced|refunded|sorted)\b.{{0,30}}\b(?:but|yet|however|though)\b{FAILURE}|"
    r"\b(?:my (?:case|complaint|ticket|request|issue)|closed|marked|said|told|claim)\b.{0,30}"
    r"\b(?:closed|resolved|fixed|solved|sorted|settled|refunded|case|complaint|ticket)\b.{0,40}"
    rf"\b(?:but|yet|however|though)\b{FAILURE}",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"还是|還是|还没|還沒|还不|還不|还在|還在|仍|依然|依旧|依舊|照样|照樣|[没沒]好|老样子|老樣子|(?<!又.)(?<!又..)又(?!.{1,3}又)|再次|反复|反覆|仲係|仲未|"
    r"到现在|到現在|至今|迟迟|遲遲|"
    r"\bstill\b|\bagain\b|\b(?:is|came|come) back\b|\b(?:un)?till? now\b|\bas before\b",
    re.IGNORECASE,
)
CHASE = re.compile(
    r"[没沒无無冇未]有?(?:个|個)?人(?:回|理|覆|复|應|应|睬|跟|联系|聯繫|管)|(?:怎么|怎麼|點解|咋)(?:还|還|仲)[没沒未不冇]|"
    r"[没沒无無冇未]有?(?:任何|什么|什麼|个|個)?(?:消息|音讯|音訊|动静|動靜|下文|回音|回复|回覆|答复|答覆|回应|回應)|"
    r"(?:消息|音讯|音訊|动静|動靜|下文|回音|回复|回覆|答复|答覆)(?:都|也)?[没沒无無冇]|"
    r"进展|進展|进度|進度|怎么样了|怎麼樣了|点样|點樣|到哪一步|"
    r"(?:什么|什麼|啥|几|幾)(?:时候|時候|时|時)(?:才|能|会|會|可以|给|給|我|有|个|個){0,6}"
    r"(?:回|处理|處理|解决|解決|准信|準信|信儿|消息|结果|結果|答复|答覆|说法|說法|交代)|"
    r"(?:还|還)要(?:等|多久)|催一?下|有(?:消息|结果|結果)(?:了)?[吗嗎没沒]|"
    r"\bany (?:news|updates?|progress|answer)\b|\bno ?(?:one|body) (?:has )?(?:answer|repl|call|got|"
    r"respon)\w*|\bstill (?:waiting|no (?:answer|reply|news))|\bwhen (?:will|can) (?:you|someone|i get)|"
    r"\bhow (?:much longer|long more)\b|\bwhat(?:'?s| is) (?:happening|going on|the status)\b|"
    r"\bno (?:reply|response|news|update|word)\b|\b(?:not|haven'?t) heard\b|\bhear back\b|"
    r"\bpending (?:since|for)\b",
    re.IGNORECASE,
)
# What the customer was told before, which a complaint holds against us.
TOLD = re.compile(
    r"不是[说說]|(?:你们|你們|您|上次|之前|当时|當時|明明)(?:就|都)?(?:已经|已經)?"
    r"(?:跟我|同我|和我)?(?:说|說|话|話|答应|答應|承诺|承諾|保证|保證)|"
    r"\byou(?: guys| people| all)? (?:said|told|promised|assured|confirmed)\b|"
    r"\b(?:i|we) (?:was|were) told\b|\bthe same (?!day|time|as)",
    re.IGNORECASE,
)
# Urging, which may be a part of a question too: "how do I get there fast?"
URGE = re.compile(
    r"给(?:我|个|個|我个|我個)?(?:说法|答复|答覆|交代|结果)|給(?:我|個|我個)?(?:說法|答覆|交代|結果)|"
    r"快[点點些啲]|尽快|盡快|儘快|抓紧|抓緊|回(?:我)?(?:个|個)?(?:电话|電話|电|電)|人呢|有[没沒冇]有?人|有人[吗嗎嘛么]|"
    r"\bhurry\b|\basap\b|\btaking (?:so|too|this|very) long\b|\bcall(?:ed|ing)? (?:me )?back\b|"
    r"\bdo the needful\b|\banyone there\b",
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
    return width(text) <= LONGEST_CHASE and CHASE.search(text) is not None


def says_urging(text: str) -> bool:
    """Return whether a text calls for someone or urges, if it asks nothing else."""
    return width(text) <= LONGEST_CHASE and URGE.search(text) is not None


def says_told(text: str) -> bool:
    """Return whether a text speaks of what the customer was told before, or of the same as before."""
    return TOLD.search(text) is not None
