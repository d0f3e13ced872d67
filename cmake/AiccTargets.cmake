# One function for each kind of thing the tree contains.

# aicc_library(NAME SOURCES a.cpp … LINK other …): a library of compiler code. Links the shared libMLIR and libLLVM.
add_library(AiccHeaders STATIC "${CMAKE_SOURCE_DIR}/cmake/Precompiled.cpp")
target_precompile_headers(AiccHeaders PRIVATE "${CMAKE_SOURCE_DIR}/cmake/Precompiled.h")
function(aicc_library name)
  cmake_parse_arguments(ARG "NO_PCH" "" "SOURCES;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} MLIR LLVM)
  if(NOT ARG_NO_PCH)
    target_precompile_headers(${name} REUSE_FROM AiccHeaders)
  endif()
  add_dependencies(${name} AiccTableGen ${ARG_DEPENDS})
endfunction()

# Every generated header; libraries depend on the whole set, so that ninja starts no file too early.
add_custom_target(AiccTableGen)

# aicc_tablegen(FILE.td GENERATOR OUTPUT …): runs mlir-tblgen pairwise over generator and output.
function(aicc_tablegen td)
  set(LLVM_TARGET_DEFINITIONS ${td})
  set(generator "")
  foreach(word ${ARGN})
    if(NOT generator)
      set(generator ${word})
    else()
      separate_arguments(flags UNIX_COMMAND "${generator}")
      mlir_tablegen(${word} ${flags} "-I${CMAKE_SOURCE_DIR}")
      set(generator "")
    endif()
  endforeach()
  get_filename_component(stem ${td} NAME_WE)
  string(REPLACE "/" "" prefix "${CMAKE_CURRENT_SOURCE_DIR}")
  string(MAKE_C_IDENTIFIER "Gen${prefix}${stem}" target)
  add_public_tablegen_target(${target})
  add_dependencies(AiccTableGen ${target})
endfunction()

# aicc_gtest(NAME SOURCES … LINK …): a GoogleTest program, run through lit (test/Unit).
function(aicc_gtest name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/test/Unit")
  add_dependencies(AiccUnitTests ${name})
endfunction()
add_custom_target(AiccUnitTests)
