from simulator.world.kernel.jobs cimport Jobs

cdef long long CAME_AGAIN, DELAYED, DONE, FAILED_SO, FOREVER, HOLDS, IDLE, IMPOSSIBLE, INJECT, INJECTS
cdef long long MILESTONE, NOT_OVER, NOT_YET, NO_CAUSE, PLACE_BITS, READY, RULED, RULED_OUT, RULED_OUT_SO
cdef long long SKIPPED, TIMED_OUT_SO, WAITS, WAIVED

cdef class Story(Jobs):
    cdef long long[::1] after_at, after_job, after_end, any_at, any_job, any_end, once_at, once, waits_only_for
    cdef long long[::1] only_if_at, only_if, unless_at, unless, again_on_at, again_on, renewed
    cdef long long[::1] until_at, until, delay, fails_followed, timeout_followed
    cdef long long[::1] summons_at, summons, order_at, order, order_place
    cdef long long[::1] step_once_at, step_once, inject_once_at, inject_once, lets_go_at, lets_go, recurring
    cdef long long[::1] inject_at, inject_delay, inject_until, needs_at, needs, trips_at, trips_on
    cdef long long[::1] dropped_at, dropped_on, brings_at, brings, inject_work, inject_decision
    cdef long long[::1] reached, reached_by, pending, released, looked_through

    cdef int look_at_steps(self) except -1 nogil
    cdef int _sort_step(self, long long place) except -1 nogil
    cdef int _look_at(self, long long step) except -1 nogil
    cdef int reopen(self) except -1 nogil
    cdef long long _renewed_by(self, long long step) except? -1 nogil
    cdef int come_up(self, long long step) except -1 nogil
    cdef int _end_delay(self, long long step) except -1 nogil
    cdef int _make_ready(self, long long step, long long last) except -1 nogil
    cdef int _rule_out(self, long long step) except -1 nogil
    cdef int until_came(self, long long step) except -1 nogil
    cdef int _readiness(self, long long step) except -1 nogil
    cdef int _after(self, long long step) except -1 nogil
    cdef int _after_any(self, long long step) except -1 nogil
    cdef int _holds(self, long long job, long long outcome) except -1 nogil
    cdef int _all_came(self, long long step) except -1 nogil
    cdef int _is_wanted(self, long long step) except -1 nogil
    cdef long long _last_of(self, long long step) except? -1 nogil
    cdef int reach(self, long long milestone, long long by) except -1 nogil
    cdef long long _due(self, long long inject) except? -1 nogil
    cdef int expect(self, long long inject, long long due) except -1 nogil
    cdef int arrive(self, long long inject) except -1 nogil
    cdef int _is_dropped(self, long long inject) except -1 nogil
    cdef int _deliver(self, long long inject) except -1 nogil
    cdef int put_question(self, long long inject) except -1 nogil
    cdef int decide(self, long long job, long long ending) except -1 nogil
    cdef int _stand_in_line(self, long long ending) except -1 nogil
