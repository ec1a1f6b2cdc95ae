cimport cython
from simulator.world.kernel.story cimport Story

cdef long long PERIOD_LIMIT, DELAYED, DONE, FOREVER, NOT_YET, NO_LIMIT, SECONDS_LIMIT, SETTLED, UNKNOWN

cdef class Clocks(Story):
    cdef long long limits, story_end, last_start
    cdef long long[::1] hopeless, limit_start, limit_end, limit_cap, limit_order, limit_may_start
    cdef long long[::1] limit_unless_at, limit_unless, limit_only_at, limit_only, limit_may_come
    cdef long long[::1] limit_kind, limit_seconds, period_at, period_from, period_due, due, capped_due
    cdef public long long asked_for
    cdef long long has_open_questions

    cdef int forget_clocks(self) except -1 nogil
    cdef long long open_until(self, long long may_start_until) except? -1 nogil
    @cython.locals(is_order=cython.bint, asked=cython.bint, may_come=cython.bint)
    cdef long long _open_until(self, long long limit) except? -1 nogil
    cdef long long _came(self, long long milestone) except? -1 nogil
    cdef int _is_moot(self, long long limit) except -1 nogil
    cdef long long _deadline(self, long long limit, long long started) except? -1 nogil
    cdef long long _falls(self, long long limit, long long started) except? -1 nogil
    cdef long long _period_of(self, long long limit, long long started) except? -1 nogil
    cpdef asked(self)
    cpdef tell_due(self, long long due, long long capped)
    cdef int is_under_way(self) except -1 nogil
    @cython.locals(comes_again=cython.bint)
    cdef int _ends_by_itself(self, long long job) except -1 nogil
