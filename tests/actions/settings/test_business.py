"""Addresses and phone numbers of the house and its outlets."""

from pathlib import Path

import pytest

from actions.settings.business import Business, Premises, load_business
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Aspect, Language

HOUSE, STATION = Premises({Language.EN: "1 Example Road"}, "555 0001"), Premises(phone="555 0002")


def test_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "business.yml"
    file.write_text(
        "address: {en: 1 Example Road, zh: ''}\nphone: 555 0001\noutlets: {Station: {phone: 5550002}}",
        "utf-8",
    )
    assert load_business(file) == Business(HOUSE, {"Station": Premises(phone="5550002")})


def test_empty_file_knows_nothing(tmp_path: Path) -> None:
    (tmp_path / "business.yml").touch()
    assert load_business(tmp_path / "business.yml") == Business()


def test_name_and_language_are_read(tmp_path: Path) -> None:
    file = tmp_path / "business.yml"
    file.write_text("name: {zh: 示例商店, en: ''}\nlanguage: en\n", "utf-8")
    business = load_business(file)
    assert (business.name, business.language) == ({Language.ZH: "示例商店"}, Language.EN)
    assert [business.name_in(each) for each in Language] == ["示例商店", "示例商店"]
    assert Business().name_in(Language.EN) is None


def test_aspects_have_names_where_the_business_gives_them(tmp_path: Path) -> None:
    file = tmp_path / "business.yml"
    file.write_text("aspects: {product: {zh: 菜品, en: ''}}", "utf-8")
    business = load_business(file)
    assert [business.aspect_name(Aspect.PRODUCT, each) for each in Language] == ["菜品", None]
    assert business.aspect_name(Aspect.PRICE, Language.ZH) is None


@pytest.mark.parametrize("content", ["address: {fr: x}", "phones: 1", "outlets: [x]", "aspects: {taste: {}}"])
def test_mistakes_are_named_with_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "business.yml").write_text(content, "utf-8")
    with pytest.raises(DataError, match=r"business\.yml: "):
        load_business(tmp_path / "business.yml")


def test_outlet_without_a_place_is_not_at_the_house() -> None:
    business = Business(HOUSE, {"Station": STATION})
    assert [business.place_of(name) for name in (None, "Station", "Harbour")] == [HOUSE, STATION, Premises()]


def test_house_without_places_of_outlets_is_where_all_are() -> None:
    assert Business(HOUSE).place_of("Harbour") == HOUSE


def test_address_is_in_the_language_of_the_reader_or_as_it_is_written() -> None:
    place = Premises({Language.ZH: "示例路 1 号", Language.EN: "1 Example Road"})
    assert [place.address_in(each) for each in Language] == [place.address[each] for each in Language]
    assert HOUSE.address_in(Language.ZH) == "1 Example Road"
    assert Premises().address_in(Language.ZH) is None
