// RUN: aicc-opt %s --split-input-file --verify-diagnostics

// Raster groups number the tiles of a parallel band.
// expected-error @below {{raster numbers the tiles of a parallel band; band "L2" is not parallel}}
#band = #schedule.band<name = "L2", tile = <m = 64>, raster = 8>
module attributes {test.band = #band} {}

// -----

// A group holds at least one tile.
// expected-error @below {{raster of band "grid" must be at least 1, found 0}}
#band = #schedule.band<name = "grid", parallel = "cta", tile = <m = 64>, raster = 0>
module attributes {test.band = #band} {}

// -----

// A key that no band has is named.
// expected-error @below {{duplicate or unknown struct parameter name: rasters}}
#band = #schedule.band<name = "grid", parallel = "cta", tile = <m = 64>, rasters = 2>
module attributes {test.band = #band} {}
