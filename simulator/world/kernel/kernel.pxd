cimport cython
from simulator.world.kernel.clocks cimport Clocks

cdef long long CAME_AGAIN, DEADLINE, ENDS, FIGURES, FOREVER, INJECTS, NOTHING, NO_CAUSE, OPEN_WAY, PAUSED
cdef long long PLACE_BITS, QUEUED, RANK_BITS, ROOM, RUNNING, STAFF, TIMEOUTS

cdef class Kernel(Clocks):
    cdef long long milestones, injects
    cdef long long o_now
    cdef long long[::1] o_status, o_visit, o_sent_back, o_ended, o_with_way, o_lived
    cdef long long[::1] o_ready_at, o_asked_at, o_started_at, o_resumed_at, o_worked, o_takes, o_ended_at
    cdef long long[::1] o_draws_anew, o_reached, o_again, o_to_consider, o_at_work
    cdef long long[::1] o_delayed, o_delay_until, o_delayed_by, o_pending, o_released
    cdef long long[::1] o_due_inject, o_due_at, o_open_questions, o_line_step, o_line_since, o_line_place
    cdef long long[::1] o_call_line, o_call_at, o_call_people, o_call_answers, o_call_until, o_call_slot
    cdef long long slack, tape_slack
    cdef long long is_open, fires, enters, over_at
    cdef long long[::1] all_reached, all_reached_by, all_statuses, tape_ends

    cpdef begin(self, long long runs)
    cpdef make_room(self)
    cpdef long long go_on(self, long long runs, long long until) except? -1
    cdef int _open(self) except -1 nogil
    cdef int _lay_out(self) except -1 nogil
    cdef int _lay_out_lived(self, long long job) except -1 nogil
    cdef int _take_up(self) except -1 nogil
    cdef int _take_up_call(self, long long place) except -1 nogil
    cdef int _take_up_work(self, long long job) except -1 nogil
    cdef int _take_up_begun(self, long long job) except -1 nogil
    @cython.locals(goes_on=cython.bint)
    cdef long long _play(self, long long until) except? -1 nogil
    cdef long long _lacking(self) except? -1 nogil
    @cython.locals(goes_on=cython.bint)
    cdef int _enter(self, long long until) except -1 nogil
    @cython.locals(goes_on=cython.bint)
    cdef int _move_on(self, long long until) except -1 nogil
    cdef int _is_over(self) except -1 nogil
    cdef int _is_played(self, long long at, long long until) except -1 nogil
    cdef int _fire(self) except -1 nogil
    cdef int _wake(self, long long pool) except -1 nogil
    cdef int _close(self) except -1 nogil
    cpdef outcome(self)
