cimport cython
from simulator.world.kernel.chance cimport Chance

cdef long long FOREVER, STAFF

cdef class People(Chance):
    cdef long long jobs, pools, horizon
    cdef long long[::1] people, always
    cdef long long[::1] phase_at, phase_from, phase_until, phase_here, phase_carry, phase_opens
    cdef long long[::1] absence_at, absence_from, absence_until, absent_people
    cdef long long[::1] way_at, way_pool, way_people
    cdef long long[::1] callable, has_line, line_people, line_stays, line_rings, line_next, asked_next, summoned_by
    cdef long long[::1] phase, here, carry, change, tried, watched_for, changed
    cdef long long changes
    cdef long long[::1] called_at, coming, answers_at, called_until

    cdef int forget_calls(self) except -1 nogil
    cdef int attend(self, long long pool) except -1 nogil
    cdef int look_out(self, long long pool) except -1 nogil
    cdef long long phase_now(self, long long pool) except? -1 nogil
    cdef int _count_called(self, long long pool, long long line) except -1 nogil
    cdef int _leave_out_absent(self, long long pool) except -1 nogil
    cdef long long reachable(self, long long pool) except? -1 nogil
    cdef int on_shift(self, long long pool) except -1 nogil
    cdef int has_changed(self, long long pool) except -1 nogil
    cdef int watch(self, long long way, long long until) except -1 nogil
    cdef int wake_for(self, long long pool) except -1 nogil
    cdef int call_for(self, long long way, long long calls_in) except -1 nogil
    cdef int in_reach(self, long long way, long long calls_in) except -1 nogil
    cdef int can_bring(self, long long line, long long people) except -1 nogil
    cdef int summon(self, long long pool) except -1 nogil
    cdef int _bring_up_to_date(self, long long pool) except -1 nogil
    @cython.locals(gave_up=cython.bint)
    cdef int ring(self, long long line) except -1 nogil
    cdef int _gave_up(self, long long line) except -1 nogil
    cdef long long _next_shift(self, long long pool, long long at) except? -1 nogil
    @cython.locals(is_open=cython.bint)
    cdef int _phone(self, long long line) except -1 nogil
    cdef int make_call(self, long long line, long long at, long long takes) except -1 nogil
