# Reference pages generated from TableGen: build/docs/reference/*.md, with committed copies in docs/Reference.
include_guard(GLOBAL)
set(AICC_REFERENCE_DIR "${CMAKE_BINARY_DIR}/docs/reference")
find_program(AICC_MLIR_TBLGEN mlir-tblgen PATHS "${AICC_LLVM_PREFIX}/bin" NO_DEFAULT_PATH REQUIRED)

add_custom_target(aicc-docs ALL)
set_property(GLOBAL PROPERTY AICC_REFERENCE_PAGES "")

# aicc_reference_page(PAGE TD FLAG …): one page from one run of mlir-tblgen.
function(aicc_reference_page page td)
  set(output "${AICC_REFERENCE_DIR}/${page}.md")
  set(depfile "${CMAKE_BINARY_DIR}/docs/${page}.d")
  get_filename_component(folder "${td}" DIRECTORY)
  add_custom_command(OUTPUT "${output}"
    COMMAND "${AICC_MLIR_TBLGEN}" ${ARGN} "-I${MLIR_INCLUDE_DIRS}" "-I${CMAKE_SOURCE_DIR}" "-I${folder}"
            "${td}" -o "${output}" -d "${depfile}"
    DEPENDS "${td}" DEPFILE "${depfile}" COMMENT "Writing reference page ${page}" VERBATIM)
  add_custom_target("AiccDoc${page}" DEPENDS "${output}")
  add_dependencies(aicc-docs "AiccDoc${page}")
  set_property(GLOBAL APPEND PROPERTY AICC_REFERENCE_PAGES "${output}")
endfunction()

# aicc_dialect_doc(PAGE DIALECT TD): a dialect with its operations, attributes, types and enums; DIALECT is its name
# in IR.
function(aicc_dialect_doc page dialect td)
  aicc_reference_page("${page}" "${td}" -gen-dialect-doc "-dialect=${dialect}")
endfunction()

# aicc_pass_doc(PAGE TD): the passes of one Passes.td.
function(aicc_pass_doc page td)
  aicc_reference_page("${page}" "${td}" -gen-pass-doc)
endfunction()

# aicc_reference_docs(): a page for every dialect and pass folder of the tree, and no other page in the build.
function(aicc_reference_docs)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/dialects/*/*.td" "${CMAKE_SOURCE_DIR}/passes/*/Passes.td"
       "${CMAKE_SOURCE_DIR}/compiler/Target/*/Passes.td")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})
  execute_process(
    COMMAND /usr/bin/python3 "${CMAKE_SOURCE_DIR}/cmake/check_docs.py" "${CMAKE_SOURCE_DIR}" --list
    OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" lines "${lines}")
  foreach(line IN LISTS lines)
    string(REGEX MATCH "^([^ ]+) ([^ ]+) (.+)$" line "${line}")
    if(CMAKE_MATCH_2 STREQUAL "-")
      aicc_pass_doc("${CMAKE_MATCH_1}" "${CMAKE_MATCH_3}")
    else()
      aicc_dialect_doc("${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}" "${CMAKE_MATCH_3}")
    endif()
  endforeach()
  get_property(pages GLOBAL PROPERTY AICC_REFERENCE_PAGES)
  file(MAKE_DIRECTORY "${AICC_REFERENCE_DIR}")
  file(GLOB present "${AICC_REFERENCE_DIR}/*.md")
  foreach(page IN LISTS present)
    if(NOT page IN_LIST pages)
      file(REMOVE "${page}")
    endif()
  endforeach()
endfunction()
