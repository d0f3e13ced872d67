"""Attention as Keras writes it, converted by TensorFlow Lite and by Arm's converter from it to TOSA.

Usage: keras_models.py FOLDER. Writes FOLDER/keras-tosa/*.mlir. Weights are small constants of the file.
"""
import os
import subprocess
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import tensorflow as tf

BATCH, HEADS, KV_HEADS, LENGTH, SIZE, WIDTH = 1, 4, 2, 16, 8, 16


def plain():
    hidden = keras.Input((LENGTH, WIDTH), batch_size=BATCH)
    layer = keras.layers.MultiHeadAttention(HEADS, SIZE, use_bias=False, flash_attention=False)
    return keras.Model(hidden, layer(hidden, hidden))


def causal():
    hidden = keras.Input((LENGTH, WIDTH), batch_size=BATCH)
    layer = keras.layers.MultiHeadAttention(HEADS, SIZE, use_bias=False, flash_attention=False)
    return keras.Model(hidden, layer(hidden, hidden, use_causal_mask=True))


def grouped():
    hidden = keras.Input((LENGTH, WIDTH), batch_size=BATCH)
    layer = keras.layers.GroupQueryAttention(SIZE, HEADS, KV_HEADS, use_bias=False, flash_attention=False)
    return keras.Model(hidden, layer(hidden, hidden))


def cross():
    hidden, memory = keras.Input((LENGTH, WIDTH), batch_size=BATCH), keras.Input((24, WIDTH), batch_size=BATCH)
    layer = keras.layers.MultiHeadAttention(HEADS, SIZE, use_bias=False, flash_attention=False)
    return keras.Model([hidden, memory], layer(hidden, memory))


def tensors():
    """No layer: three tensors and tf's functions."""
    inputs = [keras.Input((HEADS, LENGTH, SIZE), batch_size=2) for _ in range(3)]

    class Attention(keras.layers.Layer):
        def call(self, query, key, value):
            return tf.matmul(tf.nn.softmax(tf.matmul(query, key, transpose_b=True) * SIZE**-0.5), value)

    return keras.Model(inputs, Attention()(*inputs))


def to_tosa(model):
    with tempfile.TemporaryDirectory() as folder:
        lite, result = os.path.join(folder, "model.tflite"), os.path.join(folder, "model.mlir")
        with open(lite, "wb") as file:
            file.write(tf.lite.TFLiteConverter.from_keras_model(model).convert())
        program = os.path.join(os.path.dirname(sys.executable), "tosa-converter-for-tflite")
        subprocess.run([program, lite, "--text", "-o", result], check=True)
        with open(result, encoding="utf-8") as file:
            return file.read()


def main(folder):
    keras.utils.set_random_seed(0)
    folder = os.path.join(folder, "keras-tosa")
    os.makedirs(folder, exist_ok=True)
    for name, make in {"plain": plain, "causal": causal, "grouped": grouped, "cross": cross, "tensors": tensors}.items():
        text = to_tosa(make())
        with open(os.path.join(folder, name + ".mlir"), "w", encoding="utf-8") as file:
            file.write(text)
        print(f"keras-tosa/{name}: {len(text)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
