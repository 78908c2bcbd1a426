"""Words that come back to a matter are told from those that begin one."""

import pytest

from actions.matters.pressing_words import says_again, says_chasing, says_told, says_unsolved, says_urging


@pytest.mark.parametrize(
    "text",
    [
        *("水管没修好", "這個沒解決啊", "同样的问题", "It is not fixed", "you haven't resolved it"),
        *(
            "说是换好了，结果一开机又跳闸",
            "早就顯示結案，可是錢沒退",
            "you closed my ticket but the bill is the same",
        ),
        *("Marked as resolved, yet no one came", "it was never properly fixed", "上次都話退咗錢，可戶口冇數"),
        *("you already refunded it, however my account says no", "you closed it but the money never came"),
        *(
            "you fixed it but it leaks again",
            "you said it was sorted, but where's my refund",
            "you fixed it, but it isn’t",
        ),
        *(
            "修好了，但是还是漏水",
            "退款到了，可是只退了一半，少了五十",
            "已经结案了，但没有人联系过我",
            "你们关了工单，可我一分钱没收到",
            "單子都關了，但錢還沒退",
            "換好了，結果又壞",
        ),
        *("冷氣根本冇整好", "前天刚修完，今天又滴水", "说给我补发了，可到现在也没见着"),
    ],
)
def test_not_solved(text: str) -> None:
    assert says_unsolved(text)


@pytest.mark.parametrize(
    "text",
    [
        "门锁很好用",
        "请问怎么解决",
        "when is it fixed?",
        "solved, thank you",
        "请问是不是已经结案了",
        "退款了，谢谢",
        "修好了，可以验收",
        "想办张卡，可是不知道带什么",
        "the shop was closed but the sign said open",
        *(
            "you sorted it! but one more question: opening hours?",
            "you fixed it, but no worries about the wait",
        ),
        *(
            "you said it is fixed, however I would like to book a visit",
            "you refunded it but thanks again anyway",
        ),
        *(
            "修好了，但想问一下你们几点关门",
            "退款到了，可是我想再订一间",
            "處理好了，結果很滿意",
            "修好了，结果不错",
            "修好了，不过不急着验收",
        ),
        "你们关了工单，但我想问一下发票怎么开",
        "已经结案了，但不好意思再问一句营业时间",
    ],
)
def test_solved_or_new(text: str) -> None:
    assert not says_unsolved(text)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("空调又不制冷了", True),
        ("it still drips", True),
        ("空调不制冷", False),
        ("至今打不开", True),
        ("till now no one came", True),
        ("隔壁又在装修", True),
        ("师傅手脚又快又轻", False),
    ],
)
def test_still_or_again(text: str, *, again: bool) -> None:
    assert says_again(text) is again


@pytest.mark.parametrize(
    "text",
    [
        *("怎么还没人理我", "有進展嗎", "any update?", "no one has replied", "还要等多久"),
        *(
            "一周了还没消息",
            "等半天也没个人理",
            "dear team what is the status, no reply from yesterday",
            "等咗好耐都冇人應",
            "一點下文都沒有",
        ),
        *("pending since Monday", "two days and no response", "what is happening", "啥时候能给个准信"),
    ],
)
def test_chasing(text: str) -> None:
    assert says_chasing(text)


@pytest.mark.parametrize(
    "text",
    [
        "几点开门",
        "师傅打碎了花瓶",
        "do you have any rooms?",
        "进展" + "很慢" * 30,
        "没有消毒柜吗",
        "有什么消息推送",
    ],
)
def test_no_chasing(text: str) -> None:
    assert not says_chasing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("快点给我答复", "麻煩儘快", "几时给我回电话", "喂，有没有人在", "人呢"),
        *("why is it taking so long", "pls hurry", "please call me back", "Hello? anyone there"),
    ],
)
def test_urging(text: str) -> None:
    assert says_urging(text)


@pytest.mark.parametrize("text", ["你们几点开门", "快递送错了", "the staff were quick", "尽快" + "送到" * 30])
def test_no_urging(text: str) -> None:
    assert not says_urging(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("你们明明说已经调过了", True),
        ("不是說會重寄嗎", True),
        ("you told me it was waived", True),
        ("the same fee is on the bill", True),
        ("我说一下情况", False),
        ("the guide told us jokes", False),
    ],
)
def test_told_before(text: str, *, told: bool) -> None:
    assert says_told(text) is told
