cimport cython
from simulator.world.kernel.queues cimport Queues

cdef long long FOREVER, NO_TURN, OPEN_WAY

cdef class Service(Queues):
    cdef long long[::1] endless, held, kept, looked_at, scratch

    cdef int forget_looks(self) except -1 nogil
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
