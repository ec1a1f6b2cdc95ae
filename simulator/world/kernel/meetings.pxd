cimport cython
from simulator.world.kernel.service cimport Service

cdef long long AWAY, BUSY, NOT_WAITED_FOR, NO_TURN, OPEN_WAY

cdef class Meetings(Service):
    cdef long long charging, charges
    cdef long long[::1] shared, waited_for, for_busy, for_away, waiting_since, taken, cursor

    cdef int forget_waits(self) except -1 nogil
    cdef int forget_wait(self, long long job) except -1 nogil
    cdef int charge(self) except -1 nogil
    cdef long long _next_waiting(self) except? -1 nogil
    @cython.locals(is_open=cython.bint, are_here=cython.bint)
    cdef int _charge(self, long long job) except -1 nogil
    cdef int _note(self, long long job, long long way, long long are_here) except -1 nogil
    cdef int _take(self, long long way) except -1 nogil
    cdef int waits_for_nobody(self, long long job) except -1 nogil
    cdef int add_wait(self, long long job, long long at) except -1 nogil
