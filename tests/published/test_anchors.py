"""Anchors that papers print: their sizes against receptive fields, their densities, how many there are."""

from __future__ import annotations

import pytest

import rfcalc

S3FD = {
    "conv3_3": (16, 31.9, 48),
    "conv4_3": (32, 65.5, 108),
    "conv5_3": (64, 131.8, 228),
    "fc7": (128, 206.5, 340),
    "conv6_2": (256, 313.1, 468),
    "conv7_2": (512, 553.2, 724),
}
"""Anchor and rf: Zhang et al. (1708.05237), table 1; erf: by path counts, the paper draws it only (figure 3)."""

FACEBOXES = """
input: 1024
blocks:
  inception:
    layers:
      - {name: narrow, type: conv, kernel: 1}
      - {name: conv3a, type: conv, kernel: 3, padding: 1}
      - {name: conv3b, type: conv, kernel: 3, padding: 1}
      - {name: concat, type: concat, inputs: [narrow, conv3b]}
layers:
  - conv1: [7, 4, 3]
  - pool1: [3, 2, 1]
  - conv2: [5, 2, 2]
  - pool2: [3, 2, 1]
  - {name: inception, block: inception, repeat: 3}
  - conv3_1: [1]
  - conv3_2: [3, 2, 1]
  - conv4_1: [1]
  - conv4_2: [3, 2, 1]
"""
"""Zhang et al. (1708.05234), figure 1, with the widest branch of the Inception modules."""


@pytest.mark.slow
def test_every_anchor_of_s3fd_is_smaller_than_its_erf_and_that_than_its_rf() -> None:
    answer = rfcalc.anchors("s3fd", [*S3FD][::-1])
    assert [layer.name for layer in answer.layers] == sorted(S3FD, key=lambda name: S3FD[name][0])
    for layer in answer.layers:
        (anchor,) = layer.anchors
        assert (anchor.size[0], round(layer.erf, 1), layer.rf[0]) == S3FD[layer.name]
        assert (anchor.matched, anchor.density, anchor.densification) == (True, (4, 4), (1, 1))
    assert answer.total == answer.undensified == 34_125


@pytest.mark.slow
def test_small_anchors_of_faceboxes_are_densified_to_the_density_of_the_others() -> None:
    """Section 3.2 of the paper: densities 1, 2, 4, 4 and 4; 21 anchors at each feature of the first map."""
    sizes = {"inception": [32, 64, 128], "conv3_2": [256], "conv4_2": [512]}
    answer = rfcalc.anchors(rfcalc.loads(FACEBOXES), sizes, sizes=sizes)
    anchors = [anchor for layer in answer.layers for anchor in layer.anchors]
    assert [anchor.density[0] for anchor in anchors] == [1, 2, 4, 4, 4]
    assert [anchor.densification[0] for anchor in anchors] == [4, 2, 1, 1, 1]
    assert [anchor.count for anchor in anchors] == [16_384, 4096, 1024, 256, 64]
    assert (answer.total, answer.undensified) == (21_824, 3392)


def test_strides_of_retinanet_and_atss_are_what_anchors_are_multiples_of() -> None:
    """Lin et al. (1708.02002), section 4: 32 to 512 on strides 8 to 128; Zhang et al. (1912.02424): 8 strides."""
    levels = rfcalc.Network([rfcalc.Layer(f"p{at}", "conv", kernel=3, stride=2, padding=1) for at in (1, 2, 3)])
    for ratio, size in ((4, 32), (8, 64)):
        (layer,) = rfcalc.anchors(levels, ["p3"], ratio=ratio).layers
        assert layer.anchors[0].size == (size, size)
