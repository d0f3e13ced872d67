// The launcher's archive as bytes of the compiler.
  .section .rodata
  .global aicc_embedded_launcher_begin
  .global aicc_embedded_launcher_end
  .balign 16
aicc_embedded_launcher_begin:
  .incbin AICC_LAUNCHER_ARCHIVE
aicc_embedded_launcher_end:
  .byte 0
  .section .note.GNU-stack,"",%progbits
