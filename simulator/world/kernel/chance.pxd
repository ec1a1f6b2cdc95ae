from simulator.world.kernel.timers cimport Timers


cdef class Chance(Timers):
    cdef long long[::1] slot
    cdef long long[::1] undrawn
    cdef public long long missing
    cdef long long[::1] following
    cdef long long[::1] lengths
    cdef long long[::1] endings
    cdef public long long runs
    cdef public long long run

    cpdef take_figures(self, long long[::1] following, long long[::1] lengths, long long[::1] endings, long long runs)
    cpdef wanted(self)
    cdef int next_slot(self, long long item) except -1 nogil
    cdef long long length(self, long long item) except? -1 nogil
    cdef long long ending(self, long long item) except? -1 nogil
