"""The layers that training needs: each keeps what its `backward` takes from the last `forward`.

Images are [batch, channels, height, width]. `backward` turns the gradient of the outputs into that of
the inputs; layers with weights leave `gradients` of (weight, bias) behind.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Convolution:
    """Stride 1, zero padding on every side; weight [filters, channels, 5, 5]."""

    def __init__(self, random, channels, filters, padding):
        fan_in = channels * 25
        self.weight = he_normal(random, (filters, channels, 5, 5), fan_in)
        self.bias = np.zeros(filters, np.float32)
        self.padding = padding

    def forward(self, x):
        p = self.padding
        padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        windows = sliding_window_view(padded, (5, 5), axis=(2, 3))  # [n, c, y, x, 5, 5]
        self.shape = windows.shape
        self.columns = windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, self.weight[0].size)
        n, _, height, width = windows.shape[:4]
        out = self.columns @ self.weight.reshape(len(self.weight), -1).T + self.bias
        return out.reshape(n, height, width, -1).transpose(0, 3, 1, 2)

    def backward(self, gradient):
        n, channels, height, width = self.shape[:4]
        flat = gradient.transpose(0, 2, 3, 1).reshape(-1, len(self.weight))
        self.gradients = ((flat.T @ self.columns).reshape(self.weight.shape), flat.sum(axis=0))
        columns = (flat @ self.weight.reshape(len(self.weight), -1)).reshape(n, height, width, channels, 5, 5)
        out = np.zeros((n, channels, height + 4, width + 4), np.float32)
        for r in range(5):
            for s in range(5):
                out[:, :, r : r + height, s : s + width] += columns[..., r, s].transpose(0, 3, 1, 2)
        p = self.padding
        return out[:, :, p : out.shape[2] - p, p : out.shape[3] - p]


class Linear:
    """Weight [outputs, inputs], as Gemm with transB = 1 takes it."""

    def __init__(self, random, inputs, outputs):
        self.weight = he_normal(random, (outputs, inputs), inputs)
        self.bias = np.zeros(outputs, np.float32)

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(len(x), -1)
        return self.x @ self.weight.T + self.bias

    def backward(self, gradient):
        self.gradients = (gradient.T @ self.x, gradient.sum(axis=0))
        return (gradient @ self.weight).reshape(self.shape)


class Relu:
    def forward(self, x):
        self.positive = x > 0
        return x * self.positive

    def backward(self, gradient):
        return gradient * self.positive


class MaxPool:
    """2 x 2 windows that do not overlap; a tie sends the gradient to each of its places."""

    def forward(self, x):
        n, c, height, width = x.shape
        windows = x.reshape(n, c, height // 2, 2, width // 2, 2)
        out = windows.max(axis=(3, 5), keepdims=True)
        self.largest = windows == out
        return out[:, :, :, 0, :, 0]

    def backward(self, gradient):
        spread = gradient[:, :, :, None, :, None] * self.largest
        n, c, height, _, width, _ = spread.shape
        return spread.reshape(n, c, 2 * height, 2 * width)


def he_normal(random, shape, fan_in) -> np.ndarray:
    return (random.standard_normal(shape) * np.sqrt(2 / fan_in)).astype(np.float32)
