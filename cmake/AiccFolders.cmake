include_guard(GLOBAL)

# aicc_add_subdirectories(): adds every folder below the current one that has a CMakeLists.txt, in alphabetical
# order, so that a new folder needs no edit here.
function(aicc_add_subdirectories)
  file(GLOB lists CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}"
       "${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt")
  list(SORT lists)
  foreach(list IN LISTS lists)
    get_filename_component(folder "${list}" DIRECTORY)
    add_subdirectory("${folder}")
  endforeach()
endfunction()
