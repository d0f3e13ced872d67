/* Stores packed weights, or runs with stored ones: store save FILE | store run FILE. Behind the functions of
 * docs/HowTo/EmbedAnArtifact.md, which the test puts before this. */
static float x[4 * 256], w[256 * 128], y[4 * 128];

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  for (int i = 0; i < 4 * 256; ++i)
    x[i] = 1.0f;
  for (int i = 0; i < 256 * 128; ++i)
    w[i] = (float)(i % 7) - 3.0f;
  void *prepared = strcmp(argv[1], "run") == 0 ? load(argv[2]) : aligned_alloc(64, (mlp_forward_prepared_bytes() + 63) / 64 * 64);
  if (!prepared) {
    puts("refused");
    return 1;
  }
  if (strcmp(argv[1], "save") == 0 && (mlp_forward_prepare(NULL, w, prepared) != AICC_OK || save(argv[2], prepared)))
    return 2;
  if (mlp_forward(NULL, prepared, x, y) != AICC_OK)
    return 2;
  for (int i = 0; i < 4 * 128; ++i) {
    float sum = 0.0f;
    for (int k = 0; k < 256; ++k)
      sum += w[k * 128 + i % 128];
    if (y[i] != sum) {
      printf("y[%d] = %g, expected %g\n", i, (double)y[i], (double)sum);
      return 1;
    }
  }
  puts("right");
  free(prepared);
  return 0;
}
