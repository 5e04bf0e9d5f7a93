package dev.coppice.rest;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes one waiting thread. However often it is rung in the meantime, it wakes once.
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean rung;
  private boolean over;

  void ring() {
    set(false);
  }

  /// Nobody needs to wait any more, now or later.
  void end() {
    set(true);
  }

  private void set(boolean end) {
    lock.lock();
    try {
      rung = true;
      over |= end;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it rings or is over, at most this long.
  ///
  /// @return whether it rang
  boolean await(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!rung && !over && left > 0) {
        left = changed.awaitNanos(left);
      }
      boolean was = rung;
      rung = false;
      return was;
    } finally {
      lock.unlock();
    }
  }
}
