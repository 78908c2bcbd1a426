"""Faults 68 and 71 to 73: one data folder, proxies, misspelled settings, and what is no database."""

import ast
import gc
import subprocess
import sys
from pathlib import Path

import pytest

from bot.data_folder import settings_file
from bot.sandbox.sandbox_server import served
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from bot.settings import Settings, SettingsError, load_settings
from bot.telegram.connection import connected
from bot.telegram.send_errors import NotNow
from tests.faults.commands import ROOT, command
from tests.proxies import proxying

TOKEN = "42:made-up"
FAR = "http://telegram.test"  # an address that only the proxy can reach


def world() -> World:
    return World(WorldSettings(token=TOKEN, rates=NO_RATES))


def test_68_data_folder_does_not_follow_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUIFANG_HOME", raising=False)
    monkeypatch.delenv("HUIFANG_DATABASE_URL", raising=False)
    found = []
    for folder in (tmp_path, ROOT):
        monkeypatch.chdir(folder)
        settings = Settings()
        found.append((settings.home, settings.database_url, settings_file({})))
    assert found == [(ROOT / "var", f"sqlite:///{ROOT / 'var' / 'huifang.db'}", ROOT / ".env")] * 2
    monkeypatch.setenv("HUIFANG_DATABASE_URL", "sqlite:///var/other.db")
    monkeypatch.chdir(tmp_path)
    assert Settings().database_url == f"sqlite:///{ROOT / 'var' / 'other.db'}"


def test_68_every_command_finds_the_same_database(tmp_path: Path) -> None:
    home, here, elsewhere = tmp_path / "data", tmp_path / "here", tmp_path / "elsewhere"
    here.mkdir()
    elsewhere.mkdir()
    environment = {"HUIFANG_HOME": str(home)}
    first = command(here, environment, "staff", "add", "mei", "--role", "manager")
    assert first.stderr.splitlines() == [f"a new database is made: {home / 'huifang.db'}"]
    second = command(elsewhere, environment, "staff", "list")
    assert (second.stdout, second.stderr) == ("mei\tmanager\tactive\n", "")
    assert [*here.iterdir(), *elsewhere.iterdir()] == []


def test_68_database_of_an_earlier_version_is_not_left_behind(tmp_path: Path) -> None:
    old = tmp_path / "old" / "var" / "huifang.db"
    old.parent.mkdir(parents=True)
    old.touch()
    new = tmp_path / "data" / "huifang.db"
    done = command(tmp_path / "old", {"HUIFANG_HOME": str(new.parent)}, "staff", "list")
    said = f"{new} does not exist, and {old} does: set HUIFANG_HOME={old.parent}, or move it there"
    assert done.stderr == f"huifang: the database cannot be used: {said}\n"
    assert not new.exists()


def test_68_settings_of_the_current_folder_are_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HUIFANG_PORT=7777\n", encoding="utf-8")
    home = tmp_path / "data"
    with pytest.raises(SettingsError) as raised:
        load_settings({"HUIFANG_HOME": str(home)})
    way_out = f"move its lines to {home / '.env'}, or set HUIFANG_HOME={tmp_path}"
    assert raised.value.problems == (f"{tmp_path / '.env'} is not read: {way_out}",)
    assert load_settings({"HUIFANG_HOME": str(tmp_path)}).port == 7777


@pytest.mark.parametrize("kind", ["socks", "http"])
async def test_71_telegram_is_reached_by_its_proxy(kind: str) -> None:
    telegram = world()
    async with served(telegram) as url, proxying(url, kind) as proxy:
        scheme = "socks5" if kind == "socks" else "http"
        telegram_host = url if kind == "socks" else url.replace("127.0.0.1", "localhost")
        async with connected(TOKEN, telegram_host, f"{scheme}://127.0.0.1:{proxy.port}") as bot:
            assert (await bot.identify()).username == telegram.first.username
    host = "127.0.0.1" if kind == "socks" else "localhost"
    assert proxy.targets == [(host, int(url.rpartition(":")[2]))]


# httpcore leaves the connection whose password was refused to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_71_proxy_asks_for_a_password() -> None:
    async with served(world()) as url, proxying(url, "socks", "s3cret") as proxy:
        async with connected(TOKEN, url, f"socks5://lee:s3cret@127.0.0.1:{proxy.port}") as bot:
            assert (await bot.identify()).address.number == 42
        async with connected(TOKEN, url, f"socks5://lee:wrong@127.0.0.1:{proxy.port}") as bot:
            with pytest.raises(NotNow):
                await bot.identify()
        gc.collect()


async def test_71_socks_proxy_of_the_environment_holds_for_far_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    async with served(world()) as url, proxying(url, "socks") as proxy:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{proxy.port}")
        async with connected(TOKEN, url) as near:  # on this machine: no proxy leads there
            await near.identify()
        assert proxy.targets == []
        async with connected(TOKEN, FAR) as bot:
            with pytest.raises(NotNow):  # the sandbox refuses foreign host names, which is no Telegram
                await bot.identify()
    assert proxy.targets == [("telegram.test", 80)]


def test_71_address_of_a_proxy_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("127.0.0.1:1080", "ftp://proxy", "socks5://"):
        monkeypatch.setenv("HUIFANG_TELEGRAM_PROXY", wrong)
        with pytest.raises(SettingsError, match="HUIFANG_TELEGRAM_PROXY: expected an address such as"):
            load_settings({})
    monkeypatch.setenv("HUIFANG_TELEGRAM_PROXY", "socks5h://proxy:1080")
    assert load_settings({}).proxy_to_telegram == "socks5h://proxy:1080"


def test_72_misspelled_settings_are_refused_with_the_nearest_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HUIFANG_QUITE_HOURS=off\nOTHER_NAME=1\n", encoding="utf-8")
    wrong = {"HUIFANG_TELEGRAM_TOKN": "x", "huifang_prot": "1", "HUIFANG_ZZZ": "1", "HUIFANG_PORT": "8080"}
    wrong["HUIFANG_HOME"] = str(tmp_path)
    with pytest.raises(SettingsError) as raised:
        load_settings(wrong)
    assert raised.value.problems == (
        "HUIFANG_PROT: there is no such setting; did you mean HUIFANG_PORT?",
        "HUIFANG_QUITE_HOURS: there is no such setting; did you mean HUIFANG_QUIET_HOURS?",
        "HUIFANG_TELEGRAM_TOKN: there is no such setting; did you mean HUIFANG_TELEGRAM_TOKEN?",
        "HUIFANG_ZZZ: there is no such setting; docs/settings.md lists all of them",
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_72_settings_in_another_encoding_are_refused_in_one_sentence(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_text("# 端口\nHUIFANG_PORT=7777\n", encoding=encoding)
    with pytest.raises(SettingsError) as raised:
        load_settings({"HUIFANG_HOME": str(tmp_path)})
    (problem,) = raised.value.problems
    assert problem.startswith(f"{tmp_path / '.env'} is not UTF-8 in byte ")
    assert problem.endswith(": save it as UTF-8")


def test_72_settings_with_a_byte_order_mark_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HUIFANG_PORT=7777\n", encoding="utf-8-sig")
    assert load_settings({"HUIFANG_HOME": str(tmp_path)}).port == 7777
    (tmp_path / ".env").write_text("HUIFANG_PROT=7777\n", encoding="utf-8-sig")
    with pytest.raises(SettingsError, match="did you mean HUIFANG_PORT"):
        load_settings({"HUIFANG_HOME": str(tmp_path)})


def test_72_names_that_are_read_elsewhere_are_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("HUIFANG_PYTHON310", "HUIFANG_NLU_PYTHON", "HUIFANG_TELEGRAM_TOKEN_FILE", "OTHER")
    assert load_settings(dict.fromkeys(names, "")).port == 8080


@pytest.mark.parametrize("command", [("staff", "list"), ("run",), ("db", "upgrade")])
def test_73_file_that_is_no_database_is_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "notes.db"
    file.write_text("these are notes, and no database\n" * 100, encoding="utf-8")
    said = refused(f"sqlite:///{file}", tmp_path, *command)
    reason = "HUIFANG_DATABASE_URL must name an SQLite database; restore a backup if this was one"
    assert said == [f"huifang: the database cannot be used: file is not a database: {reason}"]


def test_73_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "var"
    said = refused(f"sqlite:///{folder / 'huifang.db'}", tmp_path, "staff", "list")
    reason = f"the folder {folder} cannot be made: Not a directory"
    assert said == [f"huifang: the database cannot be used: {reason}"]


@pytest.mark.parametrize("version", [(2, 7), (3, 6)])
def test_73_old_python_is_one_sentence(version: tuple[int, int]) -> None:
    source = (ROOT / "bot" / "setup" / "__init__.py").read_text(encoding="ascii")
    ast.parse(source, feature_version=(3, 0))  # read by old versions too
    old = f"import sys; sys.version_info = {(*version, 0, 'final', 0)}\n"
    done = subprocess.run([sys.executable, "-c", old + source], capture_output=True, text=True, check=False)
    named = ".".join(map(str, version))
    way_out = "Name a newer one: make PYTHON=/path/to/python3.11"
    assert done.stderr == f"Huifang cannot be set up: this is Python {named}. {way_out}\n"
    assert done.returncode == 1


def refused(database: str, folder: Path, *arguments: str) -> list[str]:
    """The lines on standard error of a command that fails."""
    environment = {"HUIFANG_DATABASE_URL": database, "HUIFANG_HOME": str(folder / "data")}
    done = command(folder, environment, *arguments)
    assert done.returncode == 1, done.stdout
    return done.stderr.splitlines()
