//! How much memory a worker may have, and how much it has. Only Linux bounds and tells it in a way that can be relied on; elsewhere only the
//! time is bounded.

// What the system says of a process stands in files that are no part of a project.
#![allow(clippy::disallowed_methods)]

/// Bounds the memory, in MiB, that this process may reserve. Where a lower limit is in force already, that one stays.
#[cfg(target_os = "linux")]
pub(super) fn bound(mebibytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::As).maximum;
    let most = maximum.unwrap_or(u64::MAX).min(mebibytes * MEBIBYTE);
    // The hard limit stays as it was, so that a later request may have more.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(most), maximum });
}

#[cfg(not(target_os = "linux"))]
pub(super) fn bound(_mebibytes: u64) {}

/// The limit, in MiB, that whoever started this program has set for it (`ulimit -v`).
#[cfg(target_os = "linux")]
pub(super) fn inherited() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    let limit = getrlimit(Resource::As);
    limit.current.map(|bytes| bytes / MEBIBYTE)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn inherited() -> Option<u64> {
    None
}

/// How much memory, in MiB, a process uses; `None` where nobody can tell.
pub(super) fn used(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}

/// How much memory, in MiB, this machine has.
pub(super) fn of_machine() -> Option<u64> {
    let all = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = all.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}

#[cfg(target_os = "linux")]
const MEBIBYTE: u64 = 1024 * 1024;
