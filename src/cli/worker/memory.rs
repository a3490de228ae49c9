//! How much memory a worker may have, and how much it has. Only Linux bounds and tells it in a way
//! that can be relied on; elsewhere only the time is bounded.

// What the system says of a process stands in files that are no part of a project.
#![allow(clippy::disallowed_methods)]

/// Bounds the memory, in MiB, that this process may reserve. Where a lower limit is in force
/// already, that one stays.
#[cfg(target_os = "linux")]
pub(super) fn bound(mebibytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::As).maximum;
    let most = maximum.unwrap_or(u64::MAX).min(mebibytes * MEBIBYTE);
    // The hard limit stays as it was, so that a later request may have more.
    let _ = setrlimit(
        Resource::As,
        Rlimit {
            current: Some(most),
            maximum,
        },
    );
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

/// Whether [`bound`] bounds anything here.
pub(super) const IS_BOUNDED: bool = cfg!(target_os = "linux");

/// What a process has, in MiB.
#[derive(Debug, Clone, Copy)]
pub(super) struct Used {
    /// Memory that it uses.
    pub memory: u64,
    /// Addresses that it has reserved at most, which is what the limit is of.
    pub reserved: u64,
}

/// What a process has; `None` where nobody can tell.
pub(super) fn used(process: u32) -> Option<Used> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    Some(Used {
        memory: mebibytes(&status, "VmRSS:")?,
        reserved: mebibytes(&status, "VmPeak:")?,
    })
}

/// How much memory, in MiB, this machine has.
pub(super) fn of_machine() -> Option<u64> {
    mebibytes(&std::fs::read_to_string("/proc/meminfo").ok()?, "MemTotal:")
}

/// A line such as `VmRSS:   1024 kB`.
fn mebibytes(lines: &str, name: &str) -> Option<u64> {
    let line = lines.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}

#[cfg(target_os = "linux")]
const MEBIBYTE: u64 = 1024 * 1024;
