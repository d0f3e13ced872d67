/* Two artifacts in one process, linked together. */
#include "one.h"
#include "two.h"

#include <stdio.h>

int main(void) {
  float state[8 * 16], x[8 * 16], first[8 * 16], second[8 * 16];
  for (int i = 0; i < 8 * 16; ++i)
    state[i] = x[i] = (float)i;
  int status = one_step(NULL, state, x, first);
  status |= two_step(NULL, state, x, second);
  printf("status %d, state %g, results %g %g\n", status, (double)state[5], (double)first[5], (double)second[5]);
  return 0;
}
