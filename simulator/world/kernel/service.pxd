cimport cython
from simulator.world.kernel.people cimport People

cdef long long FOREVER, NO_TURN, OPEN_WAY

cdef class Service(People):
    cdef long long staffings
    cdef long long[::1] staffing, queue_at, ways_at, way, calls_in, way_goes_home, endless, held
    cdef long long[::1] turn, with_way, used, kept, wanted_at
    cdef long long look
    cdef long long awaited_count
    cdef long long[::1] awaited, queue, first, behind, asleep, fresh, looked_at
    cdef long long[::1] absent_since, absent_before, lacked_since, lacked_before
    cdef long long[::1] paused, running, scratch
    cdef long long pausing, on_shift_work, to_serve

    cdef int clear_queues(self) except -1 nogil
    cdef int join(self, long long job) except -1 nogil
    cdef int _move_up(self, long long staffing) except -1 nogil
    cdef int leave(self, long long job, long long waits) except -1 nogil
    cdef int _take_out(self, long long staffing, long long place) except -1 nogil
    cdef int _forget_staffing(self, long long staffing) except -1 nogil
    cdef int _unpause(self, long long place) except -1 nogil
    cdef int hold(self, long long job) except -1 nogil
    cdef int occupy(self, long long job, long long until) except -1 nogil
    cdef int release(self, long long job) except -1 nogil
    cdef int sort_again(self, long long job) except -1 nogil
    cdef int _sort_in(self, long long[::1] column, long long first, long long place) except -1 nogil
    cdef long long _absent_so_far(self, long long staffing) except? -1 nogil
    cdef int _all_lack(self, long long staffing, long long absent) except -1 nogil
    cdef int _lacks(self, long long job, long long absent) except -1 nogil
    cdef long long absent(self, long long job, long long waits, long long at) except? -1 nogil
    cdef int serve(self) except -1 nogil
    cdef int charge(self) except -1 nogil
    cdef int _want(self) except -1 nogil
    cdef int _want_any(self, long long staffing) except -1 nogil
    cdef int _mark(self, long long[::1] column, long long way) except -1 nogil
    cdef int _look_at_changes(self) except -1 nogil
    cdef int _has_changed(self, long long way) except -1 nogil
    cdef int _any_has_changed(self, long long staffing) except -1 nogil
    cdef int _pause_last(self, long long pool) except -1 nogil
    cdef int _needs(self, long long way, long long pool) except -1 nogil
    cdef int _has_deputies(self, long long staffing) except -1 nogil
    cdef int _resume(self) except -1 nogil
    @cython.locals(absent=cython.bint, busy=cython.bint)
    cdef int _resume_one(self, long long job) except -1 nogil
    cdef int _go_on(self, long long job) except -1 nogil
    cdef int _hand_over(self, long long job) except -1 nogil
    @cython.locals(absent=cython.bint)
    cdef int _is_absent(self, long long way) except -1 nogil
    cdef int _is_busy(self, long long way) except -1 nogil
    cdef int _begin(self) except -1 nogil
    cdef long long _next_in_turn(self) except? -1 nogil
    @cython.locals(absent=cython.bint)
    cdef int _begin_first(self, long long staffing) except -1 nogil
    cdef int _begin_with(self, long long staffing, long long way) except -1 nogil
    cdef int _stays(self, long long staffing, long long asleep) except -1 nogil
    cdef int _begin_any(self, long long staffing) except -1 nogil
    cdef long long _free_way(self, long long staffing) except? -1 nogil
    cdef int _send_for(self, long long staffing) except -1 nogil
    @cython.locals(keeps=cython.bint)
    cdef int _keep_any(self, long long staffing) except -1 nogil
    cdef int _are_here(self, long long way) except -1 nogil
    cdef int _may_be_short(self, long long way) except -1 nogil
    cdef long long begins(self, long long job) except? -1 nogil
    cdef int has_paused(self, long long job) except -1 nogil
    cdef long long resumes(self, long long job) except? -1 nogil
    cdef long long ends(self, long long job) except? -1 nogil
