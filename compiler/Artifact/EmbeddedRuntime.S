// The runtime's archive and its public header, as bytes of the compiler: an artifact needs no file beside the aicc
// binary, and a generated header none beside itself.
  .section .rodata
  .global aicc_embedded_runtime_begin
  .global aicc_embedded_runtime_end
  .balign 16
aicc_embedded_runtime_begin:
  .incbin AICC_RUNTIME_ARCHIVE
aicc_embedded_runtime_end:
  .byte 0
  .global aicc_embedded_header_begin
  .global aicc_embedded_header_end
aicc_embedded_header_begin:
  .incbin AICC_RUNTIME_HEADER
aicc_embedded_header_end:
  .byte 0
  .section .note.GNU-stack,"",%progbits
