// Each rule of the verifier of #device.device, one module a rule.
// RUN: aicc-opt %s -split-input-file -verify-diagnostics

// An ID is not empty.
// expected-error@+2 {{device expects an ID that is not empty}}
module @empty_id attributes {
  d = #device.device<"", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}]}>} {}

// -----

// Properties are a dictionary.
// expected-error@+2 {{device expects a dictionary of properties, found 7 : i64}}
module @not_a_dictionary attributes {
  d = #device.device<"d", 7>} {}

// -----

// Who compiles for the device must be known.
// expected-error@+2 {{'backend' expects a string that is not empty, found nothing}}
module @missing_backend attributes {
  d = #device.device<"d", {silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}]}>} {}

// -----

// Records are keyed by silicon.
// expected-error@+2 {{'silicon' expects a value, found nothing}}
module @missing_silicon attributes {
  d = #device.device<"d", {backend = "cpu", levels = [{name = "memory", kind = "memory"}]}>} {}

// -----

// There is at least one level of memory.
// expected-error@+2 {{'levels' expects a value, found nothing}}
module @missing_levels attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}}>} {}

// -----

// There is at least one level of memory.
// expected-error@+2 {{'levels' expects a value, found nothing}}
module @no_levels attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = []}>} {}

// -----

// Every key is known.
// expected-error@+2 {{'clok' expects no such key; the keys are}}
module @unknown_key attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], clok = 1.0e9}>} {}

// -----

// Every key is known, in nested dictionaries too.
// expected-error@+2 {{'levels[1].size' expects no such key; the keys are}}
module @unknown_nested_key attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}, {name = "L1", kind = "cache", size = 1}]}>} {}

// -----

// A string is a string.
// expected-error@+2 {{'backend' expects a string that is not empty, found 7 : i64}}
module @wrong_type attributes {
  d = #device.device<"d", {backend = 7, silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}]}>} {}

// -----

// Levels are a list of dictionaries.
// expected-error@+2 {{'levels' expects a list of dictionaries}}
module @levels_not_a_list attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = {name = "memory"}}>} {}

// -----

// The target is a dictionary.
// expected-error@+2 {{'target' expects a dictionary, found "x86"}}
module @target_not_a_dictionary attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], target = "x86"}>} {}

// -----

// ISA features are strings.
// expected-error@+2 {{'silicon.isa' expects a list of strings, found [1]}}
module @isa_not_strings attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x", isa = [1]}, levels = [{name = "memory", kind = "memory"}]}>} {}

// -----

// A capacity is at least one byte.
// expected-error@+2 {{'levels[1].capacity' expects an i64 of at least 1, found -5 : i64}}
module @negative_capacity attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}, {name = "L1", kind = "cache", capacity = -5}]}>} {}

// -----

// A capacity has 64 bits.
// expected-error@+2 {{'levels[1].capacity' expects an i64 of at least 1, found 5 : i32}}
module @narrow_capacity attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}, {name = "L1", kind = "cache", capacity = 5 : i32}]}>} {}

// -----

// A rate is finite.
// expected-error@+2 {{'clock' expects a finite number above 0}}
module @infinite_rate attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], clock = 0x7FF0000000000000 : f64}>} {}

// -----

// A rate is above zero.
// expected-error@+2 {{'clock' expects a finite number above 0}}
module @zero_rate attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], clock = 0.0}>} {}

// -----

// A level is memory, cache or scratchpad.
// expected-error@+2 {{'levels[0].kind' expects one of "memory", "cache", "scratchpad", found "tape"}}
module @unknown_kind attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "tape"}]}>} {}

// -----

// Schedules name levels, so names differ.
// expected-error@+2 {{'levels[1].name' expects a name that the list does not hold yet, found "memory"}}
module @same_name_twice attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}, {name = "memory", kind = "cache"}]}>} {}

// -----

// Registers have a width.
// expected-error@+2 {{'registers.bits' expects a value, found nothing}}
module @registers_without_bits attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], registers = {count = 32}}>} {}

// -----

// Scalable is true or false.
// expected-error@+2 {{'registers.scalable' expects true or false, found 1 : i64}}
module @scalable_not_a_flag attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], registers = {bits = 128, scalable = 1}}>} {}

// -----

// A shape has m, n and k.
// expected-error@+2 {{'instructions[0].shape' expects array<i64: m, n, k> of extents of at least 1}}
module @shape_of_two attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], instructions = [{name = "i", kind = "vector", shape = array<i64: 1, 2>, a = "f32", b = "f32", acc = "f32"}]}>} {}

// -----

// A count is for a scope.
// expected-error@+2 {{'parallel[0].within' expects a string that is not empty, found nothing}}
module @resource_without_scope attributes {
  d = #device.device<"d", {backend = "cpu", silicon = {vendor = "x"}, levels = [{name = "memory", kind = "memory"}], parallel = [{name = "threads", count = 2}]}>} {}
