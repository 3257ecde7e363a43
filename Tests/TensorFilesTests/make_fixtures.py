"""Makes the fixtures with numpy 2.4, the format's own writer: cd Fixtures && python3 ../make_fixtures.py"""
import gzip
import io
import numpy as np

rng = np.random.default_rng(7)
types = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]
arrays = {t: np.arange(6).reshape(2, 3).astype(t) - (0 if t[0] in "ub" else 2) for t in types if t != "b1"}
arrays["b1"] = np.array([[True, False, True], [False, False, True]])
arrays["scalar"] = np.float32(2.5)
arrays["empty"] = np.zeros((0, 4), np.float32)
arrays["text"] = np.array(["a", "äbc", ""])
arrays["fortran"] = np.asfortranarray(np.arange(24, dtype=np.int32).reshape(2, 3, 4))
np.savez("stored.npz", **arrays)
np.savez_compressed("deflated.npz", zeros=np.zeros(5000, np.float32), **arrays)
for version in (1, 2, 3):
    with open(f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, np.arange(5, dtype=np.float32), version=(version, 0))
np.save("fortran.npy", arrays["fortran"])
np.save("big_endian.npy", np.arange(3, dtype=">f4"))
np.save("object.npy", np.array([None, 1], dtype=object), allow_pickle=True)
np.save("structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
buffer = io.BytesIO()
np.save(buffer, np.arange(1000, dtype=np.float32))
with open("array.npy.gz", "wb") as file:
    file.write(gzip.compress(buffer.getvalue(), mtime=0))
