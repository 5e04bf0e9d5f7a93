package dev.coppice.cli;

import java.net.URI;

/// An owner in another process.
///
/// @param address where it listens, such as `http://127.0.0.1:40123`
/// @param serving whether it stays when there is nothing to do
public record RunningOwner(long pid, URI address, String token, boolean serving) {
  /// One that ends when its work is done.
  public RunningOwner(long pid, URI address, String token) {
    this(pid, address, token, false);
  }

  /// Never the token: this ends up in messages.
  @Override
  public String toString() {
    return "RunningOwner[pid=" + pid + ", address=" + address + "]";
  }
}
