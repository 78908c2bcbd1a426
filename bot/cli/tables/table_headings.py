"""The columns of a table, by English or Chinese headings."""

from collections import Counter
from collections.abc import Sequence

# What Chinese tables call the columns of services.
CHINESE = {
    "来源": "source",
    "系统": "source",
    "编号": "id",
    "单号": "id",
    "订单号": "id",
    "服务编号": "id",
    "客户编号": "external_id",
    "会员号": "external_id",
    "电报编号": "telegram_id",
    "结束时间": "ended_at",
    "完成时间": "ended_at",
    "开始时间": "starts_at",
    "预约时间": "starts_at",
    "门店": "outlet",
    "店铺": "outlet",
    "员工": "agent",
    "服务人员": "agent",
    "类型": "kind",
    "服务类型": "kind",
    "问卷": "survey",
    "时区": "timezone",
    "电话": "phone",
    "手机": "phone",
    "手机号": "phone",
}


class RepeatedColumn(Exception):
    """A column is there more than once, so that its values contradict one another; `columns` names them."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__(f"the column {', '.join(columns)} is there more than once: keep one")
        self.columns = columns


def column_names(headings: Sequence[str]) -> list[str]:
    """Return the names of columns; a heading that is not known stays as it is.

    Raises:
        RepeatedColumn: two headings mean the same column.
    """
    names = [_name(heading.strip()) for heading in headings]
    repeated = [name for name, count in Counter(filter(None, names)).items() if count > 1]
    if repeated:
        raise RepeatedColumn(repeated)
    return names


def _name(heading: str) -> str:
    plain = heading.lower().replace(" ", "_")
    return CHINESE.get(heading, plain if plain.isascii() else heading)
