// The runtime's archive, as bytes of the compiler: an artifact needs no file beside the aicc binary.
  .section .rodata
  .global aicc_embedded_runtime_begin
  .global aicc_embedded_runtime_end
  .balign 16
aicc_embedded_runtime_begin:
  .incbin AICC_RUNTIME_ARCHIVE
aicc_embedded_runtime_end:
  .byte 0
  .section .note.GNU-stack,"",%progbits
