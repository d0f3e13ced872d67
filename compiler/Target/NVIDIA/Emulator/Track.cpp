// Races and uninitialised reads: compares each access with what the shadow remembers of the unit.
#include "compiler/Target/NVIDIA/Emulator/Warp.h"

namespace aicc::ptx {
Stamp Warp::stamp(const Instr &instr, unsigned lane) const {
  Stamp stamp;
  stamp.clock = clocks[id];
  stamp.cta = cta.number;
  stamp.instr = indexOf(instr);
  stamp.strong = instr.details.strong;
  stamp.generation = cta.generation;
  stamp.warp = uint8_t(id);
  // A row of ldmatrix goes to lanes that did not give its address: the read is nobody's in particular.
  stamp.lane = uint8_t(instr.details.collective ? kLanes : lane);
  return stamp;
}

/// Shared memory of another CTA has nothing to do with this one's; global memory needs a release and an acquire.
bool Warp::isOrdered(const Stamp &other, unsigned lane, const Place &place, bool collective) const {
  if (!other.clock)
    return true;
  if (other.cta != cta.number) {
    auto known = cta.acquired.find(other.cta);
    return place.space == Space::Shared || (known != cta.acquired.end() && known->second >= other.generation);
  }
  if (other.warp != id)
    return clocks[other.warp] >= other.clock;
  return other.clock < clocks[id] || (other.lane == lane && !other.severalLanes && !collective);
}

void Warp::reportRace(const Instr &instr, unsigned lane, const Place &place, const Stamp &other, llvm::StringRef what) {
  find(Check::Race, instr, lane, [&] {
    const Instr &before = launch.kernel.code[other.instr];
    std::string message = what.str() + " offset " + std::to_string(place.offset) + " of " +
                          (place.region ? "the region '" + place.region->name + "'" : "shared memory") +
                          " races with line " + std::to_string(before.line) + " (warp " + std::to_string(other.warp) +
                          ", lane " + std::to_string(other.lane);
    if (other.cta != cta.number)
      return message + ", CTA number " + std::to_string(other.cta) + "): no release and acquire between";
    return message + (other.warp == id ? "): no bar.warp.sync between" : "): no barrier between");
  });
}

void Warp::checkInitialised(const Instr &instr, unsigned lane, const Place &place, const Cell &cell) {
  bool written = cell.write.clock && (place.region || cell.write.cta == cta.number);
  if (written || (place.region && place.region->initialised))
    return;
  find(Check::UninitialisedMemory, instr, lane, [&] {
    return "nothing was stored to offset " + std::to_string(place.offset) + " of " +
           (place.region ? "the region '" + place.region->name + "'" : "shared memory") + " before this read";
  });
}

void Warp::trackCell(const Instr &instr, unsigned lane, const Place &place, Cell &cell, Use use) {
  bool strong = instr.details.strong;
  bool isOurs = place.region || cell.write.cta == cta.number;
  if (cell.write.pending && cell.write.clock && isOurs) {
    find(Check::AsyncRace, instr, lane, [&] {
      return "offset " + std::to_string(place.offset) +
             " of shared memory is still being written by the cp.async in line " +
             std::to_string(launch.kernel.code[cell.write.instr].line) + ": wait_group comes first";
    });
  } else if (!isOrdered(cell.write, lane, place, instr.details.collective) && !(strong && cell.write.strong)) {
    reportRace(instr, lane, place, cell.write, use == Use::Write ? "storing to" : "reading");
  }
  if (use != Use::Write)
    checkInitialised(instr, lane, place, cell);
  Stamp now = stamp(instr, lane);
  if (use == Use::Read) {
    bool sameWarp = cell.read.clock && cell.read.warp == now.warp && cell.read.cta == now.cta;
    if (!sameWarp)
      cell.otherRead = cell.read;
    else if (cell.read.clock == now.clock)
      now.severalLanes = cell.read.severalLanes || cell.read.lane != now.lane;
    cell.read = now;
    return;
  }
  for (const Stamp *read : {&cell.read, &cell.otherRead})
    if (!isOrdered(*read, lane, place, instr.details.collective) && !(strong && read->strong))
      reportRace(instr, lane, place, *read, "storing to");
  cell.write = now;
  cell.read = cell.otherRead = Stamp();
}

void Warp::trackLocal(const Instr &instr, unsigned lane, const Place &place, unsigned bytes, Use use) {
  for (unsigned i = 0; i < bytes && use != Use::Write; ++i) {
    if (place.marks[i])
      continue;
    find(Check::UninitialisedMemory, instr, lane, [&] {
      return "nothing was stored to offset " + std::to_string(place.offset + i) + " of local memory before this read";
    });
    break;
  }
  if (use != Use::Read)
    std::fill(place.marks, place.marks + bytes, uint8_t(1));
}

void Warp::track(const Instr &instr, unsigned lane, const Place &place, unsigned bytes, Use use) {
  if (place.marks)
    return trackLocal(instr, lane, place, bytes, use);
  if (!place.shadow)
    return;
  if (place.region && use != Use::Read && !instr.details.strong)
    cta.fenced = false;
  for (unsigned at = 0; at < bytes; at += place.shadow->granule())
    trackCell(instr, lane, place, place.shadow->cell(place.offset + at), use);
}

void Warp::begin(const Instr &instr, unsigned lane, AsyncCopy copy) {
  copy.instr = indexOf(instr);
  copy.group = openGroup[lane];
  for (unsigned at = 0; copy.to.shadow && at < copy.size; at += copy.to.shadow->granule())
    copy.to.shadow->cell(copy.to.offset + at).write.pending = 1;
  pending[lane].push_back(copy);
}

void Warp::commitGroups(uint32_t lanes) {
  forLanes(lanes, [&](unsigned lane) { ++openGroup[lane]; });
}

void Warp::awaitGroups(uint32_t lanes, uint64_t keep) {
  forLanes(lanes, [&](unsigned lane) {
    std::vector<AsyncCopy> &copies = pending[lane];
    size_t done = 0;
    for (; done < copies.size() && copies[done].group + keep < openGroup[lane]; ++done) {
      AsyncCopy &copy = copies[done];
      std::memcpy(copy.to.bytes, copy.data, copy.size);
      for (unsigned at = 0; copy.to.shadow && at < copy.size; at += copy.to.shadow->granule()) {
        Stamp &write = copy.to.shadow->cell(copy.to.offset + at).write;
        if (!write.pending || write.instr != copy.instr || write.warp != id || write.lane != lane)
          continue;
        write.pending = 0;
        write.clock = clocks[id];
      }
    }
    copies.erase(copies.begin(), copies.begin() + std::ptrdiff_t(done));
  });
}

void Warp::synchronise(const Instr &instr, uint64_t address, Use use) {
  auto known = launch.released.find(address);
  if (use != Use::Write && known != launch.released.end())
    for (auto [other, generation] : known->second)
      cta.acquired[other] = std::max(cta.acquired.lookup(other), generation);
  if (use == Use::Read || !(cta.fenced || instr.details.releases))
    return;
  auto &released = launch.released[address];
  for (auto [other, generation] : cta.acquired)
    released[other] = std::max(released.lookup(other), generation);
  released[cta.number] = cta.generation;
  if (cta.generation < UINT16_MAX)
    ++cta.generation;
}
} // namespace aicc::ptx
